/** A page that fails, or whose code cannot be loaded, leaves the rest of the frame standing and says what to do. */
import { Component } from 'react';
import { Failure } from '../kit/state.js';

export class Crash extends Component<{ readonly children: React.ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): React.ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div className="page">
        <Failure
          failure="This page could not be shown. If the server was updated a moment ago, loading it again helps."
          onRetry={() => location.reload()}
        />
      </div>
    );
  }
}

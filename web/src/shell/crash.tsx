/** A page that fails, or whose code cannot be loaded, leaves the rest of the frame standing and says what to do. */
import { Component, useEffect } from 'react';
import { Failure } from '../kit/state.js';
import { CodeMissing, reloadWhenReached } from './page-code.js';

interface CrashProps {
  /** Of the page within: another one is given another chance. */
  readonly location: string;
  readonly children: React.ReactNode;
}

export class Crash extends Component<CrashProps, { readonly cause: unknown }> {
  override state = { cause: null };

  static getDerivedStateFromError(cause: unknown): { cause: unknown } {
    return { cause };
  }

  override componentDidUpdate(before: CrashProps): void {
    if (this.state.cause !== null && before.location !== this.props.location) this.setState({ cause: null });
  }

  override render(): React.ReactNode {
    const { cause } = this.state;
    if (cause === null) return this.props.children;
    return (
      <div className="page">
        <section className="card">{(cause as unknown) instanceof CodeMissing ? <Missing /> : <Broken />}</section>
      </div>
    );
  }
}

function Missing() {
  useEffect(reloadWhenReached, []);
  return (
    <Failure
      failure="This page was not loaded before the connection was lost. It opens by itself as soon as the server can be reached."
      onRetry={() => location.reload()}
    />
  );
}

function Broken() {
  return <Failure failure="This page could not be shown. Loading it again may help." onRetry={() => location.reload()} />;
}

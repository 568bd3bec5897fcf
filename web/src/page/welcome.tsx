/** The frame around what has no portfolio to show: the product on one side, and what is said or asked on the other. */
import { Logo } from '../kit/icon.js';
import { ThemeChoice } from '../shell/theme-choice.js';

interface WelcomeProps {
  readonly part?: React.Ref<HTMLDivElement>;
  readonly children: React.ReactNode;
}

export function Welcome({ part, children }: WelcomeProps) {
  return (
    <div className="welcome">
      <Side />
      <main className="welcome-main">
        <div className="welcome-corner">
          <ThemeChoice />
        </div>
        <div ref={part} className="welcome-form">
          {children}
        </div>
      </main>
    </div>
  );
}

function Side() {
  return (
    <aside className="welcome-side">
      <Logo />
      <div className="welcome-words">
        <p className="welcome-title">Your portfolio, as it moves.</p>
        <p>
          Stocks and funds across every account, valued the moment a price arrives. Every figure says where it comes from and how old it is.
        </p>
      </div>
      <Tide />
    </aside>
  );
}

/** The tide line the product is named after; pure decoration. */
function Tide() {
  return (
    <svg className="tide" viewBox="0 0 800 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {[0, 1, 2, 3, 4, 5, 6].map((i) => (
        <path
          key={i}
          d={`M-20 ${110 + i * 44}C120 ${70 + i * 44} 200 ${170 + i * 40} 340 ${130 + i * 44}S560 ${40 + i * 48} 680 ${84 + i * 46}S780 ${110 + i * 44} 840 ${70 + i * 46}`}
          style={{ opacity: 1 - i * 0.13 }}
        />
      ))}
    </svg>
  );
}

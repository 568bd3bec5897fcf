/** The dashboard's entry. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { session } from './api/session.js';
import { App } from './page/app.js';
import './style/tokens.css';
import './style/base.css';
import './style/sign-in.css';
import './style/portfolio.css';
import './style/holdings.css';
import './style/history.css';

session.restore();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

/** The dashboard's entry. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readSecretLink } from './api/secret-link.js';
import { session } from './api/session.js';
import { keepFocus } from './kit/kept-focus.js';
import { App } from './page/app.js';
import './style/tokens.css';
import './style/base.css';
import './style/control.css';
import './style/form.css';
import './style/card.css';
import './style/live.css';
import './style/sign-in.css';

readSecretLink();
session.restore();
const root = document.getElementById('root');
if (root) {
  keepFocus(root);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

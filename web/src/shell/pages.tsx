/**
 * The signed-in pages: address, name and icon of each, and how its code is loaded when it is first opened. Navigation and
 * routing are made from this table alone; the server knows the same addresses (`DASHBOARD_PATHS`).
 */
import type { ComponentType } from 'react';
import type { IconName } from '../kit/icon.js';
import { loaded } from './page-code.js';

export interface PageEntry {
  /** Of the page itself. */
  readonly path: string;
  /** All its addresses as one wouter pattern, where it has more than one: moving between them keeps the page. */
  readonly pattern?: string;
  readonly name: string;
  readonly icon: IconName;
  readonly component: ComponentType;
  /** On a phone: in the bar at the bottom, or behind More. */
  readonly isMain: boolean;
  readonly isForAdministrators?: boolean;
  /** Reached from another page alone. */
  readonly isHidden?: boolean;
}

export const PAGES: readonly PageEntry[] = [
  {
    path: '/',
    name: 'Overview',
    icon: 'home',
    isMain: true,
    component: loaded(() => import('../page/overview/overview.js').then(({ OverviewPage }) => OverviewPage)),
  },
  {
    path: '/holdings',
    name: 'Holdings',
    icon: 'layers',
    isMain: true,
    component: loaded(() => import('../page/holdings/holdings.js').then(({ HoldingsPage }) => HoldingsPage)),
  },
  {
    path: '/holdings/:instrumentId',
    name: 'Holding',
    icon: 'layers',
    isMain: false,
    isHidden: true,
    component: loaded(() => import('../page/holding/holding.js').then(({ HoldingPage }) => HoldingPage)),
  },
  {
    path: '/performance',
    name: 'Performance',
    icon: 'trend',
    isMain: true,
    component: loaded(() => import('../page/performance/performance.js').then(({ PerformancePage }) => PerformancePage)),
  },
  {
    path: '/transactions',
    pattern: '/transactions/*?',
    name: 'Transactions',
    icon: 'entries',
    isMain: true,
    component: loaded(() => import('../page/transactions/transactions.js').then(({ TransactionsPage }) => TransactionsPage)),
  },
  {
    path: '/alerts',
    pattern: '/alerts/*?',
    name: 'Alerts',
    icon: 'bell',
    isMain: false,
    component: loaded(() => import('../page/alerts/alerts.js').then(({ AlertsPage }) => AlertsPage)),
  },
  {
    path: '/settings',
    pattern: '/settings/*?',
    name: 'Settings',
    icon: 'settings',
    isMain: false,
    component: loaded(() => import('../page/settings/settings.js').then(({ SettingsPage }) => SettingsPage)),
  },
  {
    path: '/admin',
    pattern: '/admin/*?',
    name: 'Administration',
    icon: 'shield',
    isMain: false,
    isForAdministrators: true,
    component: loaded(() => import('../page/admin/admin.js').then(({ AdminPage }) => AdminPage)),
  },
];

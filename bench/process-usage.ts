/** What a process has used, as the kernel accounts for it: no cooperation of the measured process is needed. Linux only. */
import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100;

/** User and system time so far, of all of them. */
export function cpuSecondsOf(...pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
}

export function rssMbOf(...pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + rssOf(pid), 0);
}

/** The most it ever had. */
export function peakRssMbOf(pid: number): number {
  return statusMbOf(pid, 'VmHWM');
}

function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program may hold spaces; the fields are counted behind its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}

function rssOf(pid: number): number {
  return statusMbOf(pid, 'VmRSS');
}

function statusMbOf(pid: number, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

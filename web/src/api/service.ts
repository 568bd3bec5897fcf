/** What the server says of itself: its version, and whether it is a demo. Asked once per page, again until it answers. */
import { useEffect, useState } from 'react';
import type { ServiceQuery as ServiceResult } from '../gql/graphql.js';
import { ServiceQuery } from './operations.js';
import { request } from './request.js';

const RETRY_MS = 4_000;

export type Service = ServiceResult['service'];

let known: Service | null = null;

export function useService(): Service | null {
  const [service, setService] = useState(known);
  useEffect(() => {
    if (known) return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () =>
      request(ServiceQuery, {}).then(
        (result) => {
          known = result.service;
          if (isCurrent) setService(known);
        },
        () => {
          if (isCurrent) timer = setTimeout(ask, RETRY_MS);
        },
      );
    void ask();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, []);
  return service;
}

/** Access tokens: signed with the current secret, accepted with the one before it too, and never with what a token itself names. */
import { jwtVerify, SignJWT } from 'jose';
import { NotAuthenticated } from '../domain/errors.js';
import { isUuid, type SessionId, type UserId } from '../domain/ids.js';

const ISSUER = 'tidemark';
const AUDIENCE = 'tidemark-api';

export interface TokenSettings {
  readonly secret: Uint8Array;
  /** The secret before the last change; null when it was never changed. */
  readonly previousSecret: Uint8Array | null;
  readonly accessTokenTtlS: number;
}

export class AccessTokens {
  constructor(
    private readonly settings: TokenSettings,
    private readonly now: () => Date,
  ) {}

  async sign(userId: UserId, sessionId: SessionId): Promise<{ token: string; expiresAt: Date }> {
    const issuedAtS = Math.floor(this.now().getTime() / 1000);
    const expiresAtS = issuedAtS + this.settings.accessTokenTtlS;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(expiresAtS)
      .sign(this.settings.secret);
    return { token, expiresAt: new Date(expiresAtS * 1000) };
  }

  /** @throws NotAuthenticated, in the same words for everything that can be wrong */
  async verify(token: string): Promise<{ userId: UserId; sessionId: SessionId; expiresAt: Date }> {
    for (const secret of [this.settings.secret, this.settings.previousSecret]) {
      const claims = secret && (await this.claimsOf(token, secret));
      if (claims) return claims;
    }
    throw new NotAuthenticated('The access token is not valid or has expired. Refresh the session or sign in again.');
  }

  private async claimsOf(token: string, secret: Uint8Array) {
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'sid'],
        currentDate: this.now(),
      });
      const { sub, sid, exp } = payload;
      if (typeof sid !== 'string' || !isUuid(sid) || !sub || !isUuid(sub)) return null;
      return { userId: sub as UserId, sessionId: sid as SessionId, expiresAt: new Date((exp as number) * 1000) };
    } catch {
      return null;
    }
  }
}

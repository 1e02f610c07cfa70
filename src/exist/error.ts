/**
 * Why a request failed, as far as it matters for what to do next:
 * - `offline`: no answer came; it is not known whether Exist did what was asked
 * - `token`: 401, the token is wrong, expired or replaced
 * - `scope`: 403, the token may not do this
 * - `rate-limited`: the hour's 300 requests are used up, by Exist's word or by our own count
 * - `unavailable`: Exist answered with a server error
 * - `refused`: the whole request was refused for another reason
 * - `unreadable`: the answer is not what the reference describes. The message names what is not, as it is called there and
 *   in every language: `results`, `next`, JSON
 * - `account`: it was not sent at all, because the token opens another account than it should. The message is that account
 * - `settings`, `keychain`, `storage`: it was not sent at all, because what holds its token cannot be read or written now
 */
export type ExistErrorKind = "offline" | "token" | "scope" | "rate-limited" | "unavailable" | "refused" | "unreadable" | "account" | "settings" | "keychain" | "storage";

const WAITING_HELPS: readonly ExistErrorKind[] = ["offline", "rate-limited", "unavailable"];

export interface ExistErrorDetails {
  /** The path asked for, without its query. */
  readonly path: string;
  readonly status?: number;
  /** The name of the refusal in OAuth2's terms (RFC 6749, 5.2), such as `invalid_grant`. */
  readonly code?: string;
  /** When asking again makes sense, milliseconds since 1970. */
  readonly retryAt?: number;
  /** Whether the request was not cut off but only no longer waited for, so that it may still arrive. */
  readonly isUnderWay?: boolean;
}

/**
 * A request to Exist that failed as a whole. Items that Exist refused in an answer that came are no error but
 * `Refusal`s. Holds neither the token nor anything from the request but its path, so it can be shown and logged.
 */
export class ExistError extends Error {
  override readonly name = "ExistError";
  readonly kind: ExistErrorKind;
  readonly path: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAt: number | undefined;
  readonly isUnderWay: boolean;

  constructor(kind: ExistErrorKind, message: string, details: ExistErrorDetails) {
    super(message);
    this.kind = kind;
    this.path = details.path;
    this.status = details.status;
    this.code = details.code;
    this.retryAt = details.retryAt;
    this.isUnderWay = details.isUnderWay ?? false;
  }

  /** Whether the same request may work later without anybody doing anything. */
  get waitingHelps(): boolean {
    return WAITING_HELPS.includes(this.kind);
  }
}

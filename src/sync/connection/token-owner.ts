import * as v from "valibot";
import { hashOf } from "../hash";
import type { DeviceMemory } from "../ports";

const KEY = "exist-sync-token-owner";

const knownSchema = v.object({ digest: v.string(), account: v.string() });

/**
 * Which account a token opens, as Exist has said on this device. The settings say so too, but they come from elsewhere. What
 * is remembered is a digest, which is far too short for a token to be had from it.
 */
export class TokenOwner {
  constructor(private readonly memory: DeviceMemory) {}

  /** The account of a token; null where this device does not know it. */
  of(token: string): string | null {
    const known = v.safeParse(knownSchema, this.memory.load(KEY));
    return known.success && known.output.digest === hashOf(token) ? known.output.account : null;
  }

  /** Exist has said that a token opens an account. */
  remember(token: string, account: string): void {
    this.memory.save(KEY, { digest: hashOf(token), account });
  }

  forget(): void {
    this.memory.save(KEY, null);
  }
}

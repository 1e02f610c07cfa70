import { type ExistResponse, respond } from "../model";
import { TEMPLATES } from "../templates";
import { type Item, Refusal, type WriteContext, writer } from "./item";
import { acquire, create, release } from "./ownership";
import { increment, update } from "./values";

/** Carries out one item: gives its echo, or throws a Refusal. */
type Write = (item: Item, context: WriteContext, index: number) => Item;

/** Exist reference, every POST. */
export const OBJECTS_A_WRITE = 35;

const ACQUIRE = "/api/2/attributes/acquire/";
const UPDATE = "/api/2/attributes/update/";

/** Every POST, by path. */
export const WRITES: ReadonlyMap<string, Write> = new Map<string, Write>([
  [ACQUIRE, acquire],
  ["/api/2/attributes/release/", release],
  ["/api/2/attributes/create/", create],
  [UPDATE, update],
  ["/api/2/attributes/increment/", increment],
]);

/**
 * Carries out a batch item by item. When something failed, both lists come the other way round than they were sent: items are to be
 * matched by what they echo.
 */
export function writeBatch(path: string, carryOut: Write, body: unknown, context: WriteContext): ExistResponse {
  if (!isBatch(body)) return respond(400, { detail: "Expected a list of objects." });
  if (body.length === 0) context.manners.note(`an empty write to ${path}`);
  if (body.length > OBJECTS_A_WRITE) {
    context.manners.note(`${body.length} objects in one write to ${path}`);
    return respond(400, { detail: `Expected at most ${OBJECTS_A_WRITE} objects.` });
  }
  const success: Item[] = [];
  const failed: Item[] = [];
  body.forEach((item, index) => {
    try {
      const refused = context.refuseAnyway(item, index);
      if (refused !== null) throw refused;
      success.push(carryOut(item, context, index));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const echo = path === ACQUIRE && context.behavior.failedAcquire === "title" ? { title: titleOf(item, context) } : item;
      failed.push({ ...echo, ...error.fields, error_code: error.code, error: error.message });
    }
  });
  if (path === UPDATE) judgeOwnership(success, failed, context);
  return failed.length === 0 ? respond(200, { success, failed }) : respond(202, { success: success.reverse(), failed: failed.reverse() });
}

/** Judged by the batch: several days of one attribute in one call are one try. */
function judgeOwnership(success: readonly Item[], failed: readonly Item[], context: WriteContext): void {
  const { manners } = context;
  manners.accept(writer(context), namesIn(success));
  if (context.isHeard) manners.turnDown(writer(context), context.device, namesIn(failed.filter(({ error_code }) => error_code === "unauthorised")));
}

/** What people call that which was to be acquired. */
function titleOf({ template, name }: Item, { account }: WriteContext): string {
  const asked = String(template ?? name);
  return TEMPLATES.get(asked)?.label ?? account.attributes.get(asked)?.label ?? asked;
}

function namesIn(items: readonly Item[]): ReadonlySet<string> {
  return new Set(items.map(({ name }) => String(name)));
}

function isBatch(body: unknown): body is Item[] {
  return Array.isArray(body) && body.every((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}

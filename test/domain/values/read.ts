import { convert, type Reader } from "../../../src/domain/convert";
import { lengthOf } from "../../../src/domain/value-type";
import { DAY, type Expected, type Row } from "./tables";

export function readerOf(type: Reader["type"], { options = {}, wire, isOwn }: Partial<Row> = {}): Reader {
  return { type, options, wire, isOwn, day: DAY };
}

/** What a written value comes to, in the form of the tables. */
export function outcomeOf(written: unknown, reader: Reader): Expected {
  const outcome = convert(written, reader);
  if (outcome.kind === "blank") return null;
  if (outcome.kind === "problem") return { refused: outcome.problem.code };
  return outcome.warning === undefined ? outcome.value : { cut: lengthOf(String(outcome.value)) };
}

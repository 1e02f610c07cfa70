import { failureOf } from "../../sync/run/send";
import { describe } from "../words";
import { announce } from "./notices";

/**
 * Waits for a change of the settings that a person has asked for. One that could not be stored has not happened, which is
 * said at once. @returns whether it was stored
 */
export async function saved(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    announce([describe.notSaved(failureOf(error))]);
    return false;
  }
}

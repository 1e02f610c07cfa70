import { ASYMMETRIC_MATCHERS_OBJECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend, chai, getState, setState } from "@vitest/expect";
import { getCurrentTest } from "@vitest/runner";

/** What the tests import of "vitest", from the packages that Vitest has it from. */
export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from "@vitest/runner";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = Object.assign((value, message) => {
  setState({ assertionCalls: getState(expect).assertionCalls + 1 }, expect);
  const assertion = chai.expect(value, message);
  const test = getCurrentTest();
  return test === undefined ? assertion : assertion.withTest(test);
}, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);

setState({ assertionCalls: 0 }, expect);

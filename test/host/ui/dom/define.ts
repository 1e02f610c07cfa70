/**
 * Adds members to a prototype or global the way the app does: for good, out of sight of `for…in`, and only once,
 * so that a second host in the same window changes nothing. What the platform has already is left alone.
 * `This` is for declarations too narrow to be met as written: `T` is `object` then.
 */
export function define<T extends object, This = T>(target: T, members: Partial<T> & ThisType<This>): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    if (name in target) continue;
    Object.defineProperty(target, name, { ...descriptor, enumerable: false, configurable: true });
  }
}

import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  NativeProxy,
  scope,
  weakMapGet,
  weakMapSet,
} from "./primordials.ts";

type Callable = (...parameters: never) => unknown;
type Handler = Pick<ProxyHandler<Callable>, "apply" | "construct">;

const natives = new WeakMap<object, object>();

/**
 * Puts a Proxy in the place of a native function: same descriptor, same name, length and own properties (they are the
 * native's own), and `Function.prototype.toString` prints the native's source.
 */
export function replaceFunction(holder: object, name: PropertyKey, handler: Handler): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  const native: unknown = descriptor?.value;
  if (!descriptor || typeof native !== "function") return;
  // Without a prototype, the page cannot add traps by way of Object.prototype.
  const traps: Handler & { __proto__: null } = { __proto__: null, ...handler };
  descriptor.value = new NativeProxy(native as Callable, traps);
  weakMapSet(natives, descriptor.value, native);
  defineProperty(holder, name, descriptor);
}

/**
 * The same for a constructor of the window, and for its prototype's link back. `constructed` is called with what the native
 * constructor made and the parameters it was given; it must not throw.
 */
export function replaceConstructor(
  name: "WebSocket" | "Worker" | "SharedWorker",
  constructed: (made: object, parameters: readonly unknown[]) => void,
): void {
  const native: unknown = getOwnPropertyDescriptor(scope, name)?.value;
  // Firefox for Android has no SharedWorker.
  if (typeof native !== "function") return;
  replaceFunction(scope, name, {
    construct(target, parameters: unknown[], newTarget) {
      const made: object = construct(target, parameters, newTarget === replacement ? target : newTarget);
      constructed(made, parameters);
      return made;
    },
  });
  const replacement: unknown = scope[name];
  const backLink = getOwnPropertyDescriptor(native.prototype, "constructor");
  if (!backLink) return;
  backLink.value = replacement;
  defineProperty(native.prototype, "constructor", backLink);
}

/** Makes `Function.prototype.toString` print the native source of what {@link replaceFunction} replaced, and its own. */
export function disguiseReplacements(): void {
  replaceFunction(Function.prototype, "toString", {
    apply: (target, self, parameters: unknown[]) =>
      apply(target, weakMapGet(natives, self) ?? self, parameters),
  });
}

/**
 * What the hook's files take from a page's world as they load and Node has not got, so that its ring can be run here. Nothing of
 * it is used by the guards: they put texts into the ring, and facts. To be imported before anything of src/page.
 */
class Absent extends EventTarget {
  get url(): string {
    return "";
  }
  get protocol(): string {
    return "";
  }
  get extensions(): string {
    return "";
  }
  get readyState(): number {
    return 0;
  }
  get code(): number {
    return 0;
  }
  get reason(): string {
    return "";
  }
  get wasClean(): boolean {
    return false;
  }
  get result(): unknown {
    return null;
  }
  send(): void {
    throw new TypeError("Expected no use of a page's objects in a guard, got a send");
  }
  readAsDataURL(): void {
    throw new TypeError("Expected no use of a page's objects in a guard, got a FileReader");
  }
}

for (const name of ["WebSocket", "CloseEvent", "FileReader"])
  Object.defineProperty(globalThis, name, { value: Absent, configurable: true, writable: true });
Object.defineProperty(globalThis, "window", { value: globalThis, configurable: true, writable: true });

export {};

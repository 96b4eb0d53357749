import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A component whose code is fetched on its own, so that the panel opens without it. */
export interface Later<Props> {
  readonly Part: ComponentType<Props>;
  /** Fetches the code, so that it is there when it is needed. */
  readonly fetch: () => void;
}

/**
 * Makes a component of code that is loaded by `load`, once. Until it is there, nothing is shown, or an empty place of the class
 * `place`, so that nothing moves when it comes.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  place: string | null = null,
): Later<Props> {
  let there: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;
  const fetch = (): Promise<void> => {
    coming ??= load().then((component) => {
      there = component;
    });
    return coming;
  };
  return {
    fetch: () => {
      // Asked for again, and reported, once it is needed.
      fetch().catch(() => {
        coming = null;
      });
    },
    Part: (props: Props) => {
      const [, arrived] = useState(false);
      const [failure, setFailure] = useState<string | null>(null);
      useEffect(() => {
        // Asked for also where it is there by now: it may have come between the rendering and this, and nothing else draws it.
        fetch().then(
          () => arrived(true),
          // After an update of the extension, an open panel's files are gone.
          (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
        );
      }, []);
      if (failure !== null) return <p class="empty">{failure}</p>;
      const Component = there;
      if (Component !== null) return <Component {...props} />;
      return place === null ? null : <div class={place} />;
    },
  };
}

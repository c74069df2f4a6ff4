// A picture that is only shown when it is whole: until then the one before stays, so that a film does not flicker.
import { useEffect, useState } from "react";

interface Shown {
  address: string;
  failed: boolean;
}

/** The newest address that is ready to be shown, and whether the one that is wanted can't be. */
export function usePicture(wanted: string): Shown {
  const [shown, setShown] = useState<Shown>({ address: "", failed: false });
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    const picture = new Image();
    picture.src = wanted;
    picture.decode().then(
      () => here && setShown({ address: wanted, failed: false }),
      () => here && setShown({ address: wanted, failed: true }),
    );
    return () => {
      here = false;
    };
  }, [wanted]);
  return wanted ? shown : { address: "", failed: false };
}

/** Fetches pictures that will be wanted next. */
export function usePrefetch(addresses: readonly string[]): void {
  const all = addresses.join(" ");
  useEffect(() => {
    // Not at once: who scrubs passes most of them.
    const timer = window.setTimeout(() => {
      for (const address of all.split(" ").filter(Boolean)) new Image().src = address;
    }, 90);
    return () => window.clearTimeout(timer);
  }, [all]);
}

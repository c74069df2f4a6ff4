import { useEffect } from "react";

export default function Loop() {
  useEffect(() => {
    setTimeout(() => {
      for (;;);
    }, 500);
  }, []);
  return <p className="p-8">Soon this never ends.</p>;
}

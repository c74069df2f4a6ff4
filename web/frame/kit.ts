// The page's side of the frame as one script, for the benchmark and the tests: it is the same that the workspace runs.
import { Showing } from "../src/artifacts/showing.ts";

Object.assign(globalThis, { DeskhandShowing: Showing });

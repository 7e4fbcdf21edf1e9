// Closes a run with the one line that every reader of logs understands.
import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

export default class Tally implements Reporter {
  private suite?: Suite;

  onBegin(_config: FullConfig, suite: Suite) {
    this.suite = suite;
  }

  onEnd() {
    const outcomes = this.suite?.allTests().map((test) => test.outcome()) ?? [];
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
    const failed = outcomes.length - passed - skipped;
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  }

  printsToStdio() {
    return false; // the reporter beside this one tells the story
  }
}

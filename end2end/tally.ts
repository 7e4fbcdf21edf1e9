// Closes a run with the one line that every reader of logs understands.
import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

export default class Tally implements Reporter {
  private suite?: Suite;

  onBegin(_config: FullConfig, suite: Suite) {
    this.suite = suite;
  }

  onEnd() {
    const tests = this.suite?.allTests() ?? [];
    const unsteady = tests.filter((test) => test.outcome() === "flaky");
    for (const test of unsteady) console.log(`unsteady: ${test.titlePath().join(" › ")}`);
    const outcomes = tests.map((test) => test.outcome());
    const passed = outcomes.filter((outcome) => ["expected", "flaky"].includes(outcome)).length;
    const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
    const failed = outcomes.length - passed - skipped;
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  }

  printsToStdio() {
    return false; // the reporter beside this one tells the story
  }
}

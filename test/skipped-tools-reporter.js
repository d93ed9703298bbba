/** Says at the end of a run which tools were missing, by the titles that `describeWithTool` gave to what it skipped. */
class SkippedToolsReporter {
  onRunComplete(_contexts, { testResults }) {
    const counts = new Map();
    for (const { ancestorTitles } of testResults.flatMap((file) => file.testResults)) {
      const title = ancestorTitles.find((ancestor) => ancestor.startsWith('skipped: '));
      if (title) counts.set(title, (counts.get(title) ?? 0) + 1);
    }
    for (const title of [...counts.keys()].sort()) {
      process.stderr.write(`${title} (tests: ${counts.get(title)})\n`);
    }
  }
}

module.exports = SkippedToolsReporter;

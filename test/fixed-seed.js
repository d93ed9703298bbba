/** Before the tests of a suite: what draws random values draws the same ones in every run, so that none fails by chance. FEIYUE_SEED has it draw others. */
jest.mock('fast-check', () => {
  const fc = jest.requireActual('fast-check');
  fc.configureGlobal({ seed: Number(process.env.FEIYUE_SEED ?? 1) });
  return fc;
});

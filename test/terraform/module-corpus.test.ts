import { judgedCorpus } from './corpus-estate';
import { CORPUS } from './module-corpus';

const { problems } = judgedCorpus();

test.each(CORPUS)('$name is refused exactly when Terraform refuses it', ({ name, refused }) => {
  const own = problems.get(name) ?? [];
  if (refused) expect(own.join('\n')).toMatch(refused);
  else expect(own).toEqual([]);
});

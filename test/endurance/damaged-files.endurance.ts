import { describeDamagedFiles } from '../damaged-files';
import { writePicassoEstate } from '../picasso-estate';

describe('in the estate of the other convention', () => describeDamagedFiles((outdir) => void writePicassoEstate({ outdir })));

import { runTogether } from './suites';

runTogether('kubernetes');

import { runTogether } from './suites';

runTogether('synth');

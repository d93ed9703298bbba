import { runTogether } from './suites';

runTogether('ci');

import { runTogether } from './suites';

runTogether('estate');

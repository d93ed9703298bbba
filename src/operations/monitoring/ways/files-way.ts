import type { MonitoringWay } from './monitoring-way';

/** The files of the repository are all that there is. */
export class FilesWay implements MonitoringWay {
  public addWorkload(): void {}
}

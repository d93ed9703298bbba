import type { Construct } from 'constructs';
import type { MonitoredService } from './monitoring/monitored-service';
import { OperatedEstate, Operations } from './operations';
import { Estate } from '../estate/estate';
import { Service, SERVICES } from '../kubernetes/service';

/** What operations have to know of an estate, as it is at synthesis. */
export interface EstateOperationsOptions {
  /** Address of a file of the repository, for people. */
  readonly fileUrl: (path: string) => string;
  readonly operated: () => OperatedEstate;
  readonly monitored: (service: Service) => MonitoredService;
}

/** Adds operations to an estate, which watch every service that will be declared in it. */
export function operateEstate(scope: Construct, { fileUrl, operated, monitored }: EstateOperationsOptions): Operations {
  const { layout, projectName } = Estate.of(scope).facts;
  const operations = new Operations(scope, 'operations', { layout, projectName, fileUrl, estate: operated });
  SERVICES.in(scope).each((service) => operations.addService(service.name, () => monitored(service)));
  return operations;
}

import type { RunbookSection } from './runbook-section';

/** A page about what some library modules make. */
export interface ModuleRunbook {
  readonly title: string;
  readonly about: string;
  /** What to do, by the module as it lies in the library: those of the modules that the estate calls are on the page. */
  readonly sections: Readonly<Record<string, readonly RunbookSection[]>>;
}

const RAISE = 'Raise the input in `.projenrc.ts`, run `npx projen`, open a pull request: the plan has to say *update in-place*, and never *must be replaced*.';

/** The pages by the names of their files. Sources: the documents of Azure and Tencent Cloud about the services, and the modules themselves. */
export const MODULE_RUNBOOKS: Readonly<Record<string, ModuleRunbook>> = {
  'terraform-database.md': {
    title: 'Databases',
    about: 'What to do about a database that Terraform made. It keeps its name and its disks; a plan that would replace it is refused.',
    sections: {
      'azure/postgresql': [
        {
          title: 'PostgreSQL of Azure: restore',
          text: 'A restore makes another server, as of any moment within `backup_retention_days`. The one that is broken stays, so that nothing is lost.',
          commands: [
            'az postgres flexible-server list --output table',
            'az postgres flexible-server restore --resource-group <group> --name <name>-restored --source-server <name> --restore-time <2026-01-31T12:00:00Z>',
          ],
          steps: [
            'Look whether the restored server has what was lost, before anything connects to it.',
            'A few rows or tables: `pg_dump` them from the restored server, and load them into the one that runs.',
            'All of it: give the call of the module in the root module another id, take the restored server into its state (`terraform import`), and let the services follow with a deployment.',
            'Delete the server that nobody reads any more, once a backup of the new one exists.',
          ],
        },
        {
          title: 'PostgreSQL of Azure: the disk fills up',
          text: 'At 95 % the server takes no more writes. A disk grows, and never shrinks.',
          commands: ['az monitor metrics list --resource <id> --metric storage_percent --interval PT1H --output table'],
          steps: [`Raise \`storageGb\`. ${RAISE}`, 'Where the server grew by itself (`auto_grow_enabled`), say the size that it has, or later plans would shrink it, which they cannot.', 'Logical replication slots that nobody reads keep files for ever: `select slot_name, active, restart_lsn from pg_replication_slots`.'],
        },
        {
          title: 'PostgreSQL of Azure: no more connections',
          commands: ['az monitor metrics list --resource <id> --metric active_connections --interval PT1M --output table', 'psql --command "select usename, state, count(*) from pg_stat_activity group by 1, 2 order by 3 desc"'],
          steps: ['End what hangs in a transaction: `select pg_terminate_backend(pid) from pg_stat_activity where state = \'idle in transaction\' and state_change < now() - interval \'10 minutes\'`.', 'Fewer connections for each pod, or fewer pods: each replica of a service has a pool of its own.', `More of them by a larger \`skuName\`, which restarts the server. ${RAISE}`],
        },
      ],
      'azure/redis': [
        {
          title: 'Redis of Azure',
          commands: ['az redis list --output table', 'az monitor metrics list --resource <id> --metric usedmemorypercentage --interval PT1M --output table'],
          steps: ['Full: keys that never expire stay for ever. Give them a time to live, or choose a larger capacity.', 'Lost: a cache is filled by its services. Where it is more than a cache, import the last export (`az redis import`).'],
        },
      ],
      'tencent/postgresql': [
        {
          title: 'PostgreSQL of Tencent Cloud: restore',
          text: 'TencentDB clones an instance as of any moment within the time that backups are kept. The one that is broken stays.',
          commands: ['tccli postgres DescribeAvailableRecoveryTime --DBInstanceId <id>', 'tccli postgres CloneDBInstance --DBInstanceId <id> --RecoveryTargetTime "<2026-01-31 12:00:00>" --SpecCode <code> --Storage <GB> --Period 1 --VpcId <vpc> --SubnetId <subnet>'],
          steps: [
            'Look whether the clone has what was lost, before anything connects to it.',
            'A few rows or tables: `pg_dump` them from the clone, and load them into the one that runs.',
            'All of it: give the call of the module another id, take the clone into its state (`terraform import`), and let the services follow with a deployment.',
          ],
        },
        {
          title: 'PostgreSQL of Tencent Cloud: the disk fills up, or there are no more connections',
          text: 'An instance whose disk is full becomes read-only.',
          commands: ['tccli postgres DescribeDBInstanceAttribute --DBInstanceId <id>', 'psql --command "select usename, state, count(*) from pg_stat_activity group by 1, 2 order by 3 desc"'],
          steps: [`Raise \`storageGb\`, or \`memoryGb\`, with which the number of connections grows. ${RAISE}`, 'A change of size moves the instance: connections break once, in its window for maintenance.', 'Replication slots that nobody reads keep files for ever: `select slot_name, active from pg_replication_slots`.'],
        },
      ],
      'tencent/redis': [
        {
          title: 'Redis of Tencent Cloud',
          commands: ['tccli redis DescribeInstances --InstanceId <id>', 'tccli redis DescribeInstanceBackups --InstanceId <id>'],
          steps: ['Full: keys that never expire stay for ever. Give them a time to live, or raise the memory.', 'Lost: a cache is filled by its services. Where it is more than a cache, `tccli redis RestoreInstance --InstanceId <id> --BackupId <id>` brings a backup back, in place of all that is there.'],
        },
      ],
    },
  },
  'terraform-cluster.md': {
    title: 'Clusters',
    about: 'What to do about a cluster that Terraform made. `ops/scripts/kubeconfig.sh` gives a way in.',
    sections: {
      'azure/kubernetes-cluster': [
        {
          title: 'AKS: nodes',
          commands: ['kubectl get nodes --output wide', 'kubectl describe node <node>', 'az aks nodepool list --resource-group <group> --cluster-name <name> --output table'],
          steps: ['A node that is not ready for 10 minutes is repaired by AKS: it restarts it, then makes it anew. Before that, `kubectl drain <node> --ignore-daemonsets --delete-emptydir-data`.', 'Pods wait for a node (`kubectl get pods --all-namespaces --field-selector status.phase=Pending`): raise the maximum of the node pool, or the quota of the subscription for its size (`az vm list-usage`).'],
        },
        {
          title: 'AKS: upgrade',
          text: 'A version is supported for about a year. Control plane first, one minor version after the other; nodes follow, one after the other, as far as PodDisruptionBudgets permit.',
          commands: ['az aks get-upgrades --resource-group <group> --name <name> --output table', 'kubectl get poddisruptionbudgets --all-namespaces'],
          steps: ['Look for API versions that the new one no longer has: `kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis`.', `Say the version in the environment without reviewers first. ${RAISE}`, 'A drain that hangs has a budget that allows nothing: more replicas, or the owner of the workload.'],
        },
      ],
      'tencent/tke-cluster': [
        {
          title: 'TKE: nodes',
          commands: ['kubectl get nodes --output wide', 'kubectl describe node <node>', 'tccli tke DescribeClusterNodePools --ClusterId <id>'],
          steps: ['A node that is not ready: `kubectl drain <node> --ignore-daemonsets --delete-emptydir-data`, then remove it from the node pool, which makes another one.', 'Pods wait for a node: raise the maximum of the node pool, or look for the reason in the history of its scaling group (`tccli as DescribeAutoScalingActivities`): sold out, or quota.', 'Another type of machine, or other subnets, replace the node pool: declare a second one, let the pods move, then take the first away.'],
        },
        {
          title: 'TKE: upgrade',
          text: 'Control plane first, one minor version after the other; there is no way back. Nodes follow in batches.',
          commands: ['tccli tke DescribeAvailableClusterVersion --ClusterId <id>', 'kubectl get poddisruptionbudgets --all-namespaces'],
          steps: ['Look for API versions that the new one no longer has: `kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis`.', `Say the version in the environment without reviewers first. ${RAISE}`],
        },
      ],
    },
  },
};

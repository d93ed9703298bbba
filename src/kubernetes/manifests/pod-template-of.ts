/** Fields of an object of Kubernetes. */
export type Fields = { readonly [field: string]: any };

/** Where the template of the pods is in an object of each kind; any other kind has it where a Deployment does, if at all. */
const TEMPLATES: Readonly<Record<string, (object: Fields) => unknown>> = {
  Pod: (object) => object,
  PodTemplate: ({ template }) => template,
  CronJob: ({ spec }) => spec?.jobTemplate?.spec?.template,
};

/** The template of the pods that an object is or makes, as it stands there; undefined when there is none. */
export function podTemplateOf(object: Fields): unknown {
  return Object.hasOwn(TEMPLATES, `${object.kind}`) ? TEMPLATES[object.kind](object) : object.spec?.template;
}

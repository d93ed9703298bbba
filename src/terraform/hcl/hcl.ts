import { HclCall } from './call';
import { HclElement } from './element';
import { HclExpression } from './expression';
import { HclHeredoc } from './heredoc';
import { HclRaw } from './raw';
import { HclTemplate } from './template';
import { HclTraversal } from './traversal';
import { plainOptions } from '../../synth/declare/plain-options';

/**
 * Values that only Terraform can compute, for inputs of modules and attributes of blocks.
 *
 * Plain values (null, booleans, numbers, strings, arrays, objects) are given as they are and need none of these.
 */
export class Hcl {
  /**
   * Refers to something that is declared elsewhere in the same root module.
   *
   * @param traversal names joined by dots, as in `data.tencentcloud_images.ubuntu.images[0].image_id`
   * @throws Error when the text is no reference
   */
  public static reference(traversal: string): HclExpression {
    return new HclTraversal(plainOptions(traversal));
  }

  /**
   * Calls a function of Terraform.
   *
   * @param name of the function, as in `cidrsubnet` or `provider::tencentcloud::parse`
   * @param args plain values and expressions
   * @throws Error when the name is no identifier
   */
  public static call(name: string, ...args: any[]): HclExpression {
    return new HclCall(plainOptions(name), args);
  }

  /**
   * One element of what an expression gives: `Hcl.element(network.subnetIds, 'endpoints')` becomes `module.network.subnet_ids["endpoints"]`.
   * An output of which it follows from the inputs of its module that it has no such element is a problem at synthesis; what else has none is an error of Terraform's.
   *
   * @param collection a map, an object or a list
   * @param key of a map or an object, or the number of an element of a list, from 0; a plain value or an expression
   * @throws Error when the key is neither text, a number nor an expression
   */
  public static element(collection: HclExpression, key: any): HclExpression {
    return new HclElement(collection, key);
  }

  /**
   * Composes text of expressions: `Hcl.template('https://%s:%s/', host, port)` becomes `"https://${…}:${…}/"`.
   *
   * @param format text in which each `%s` stands for the next value; all other text is literal
   * @param values strings, numbers, booleans and expressions, one for each `%s`
   * @throws Error when there are more or fewer values than `%s`, or a value is a list or map
   */
  public static template(format: string, ...values: any[]): HclExpression {
    return HclTemplate.parse(plainOptions(format), values);
  }

  /**
   * Writes text of many lines as a heredoc, where it stays readable. Nothing in it is interpolated.
   *
   * @param text a last line end is added when it has none, because a heredoc always ends with one
   */
  public static heredoc(text: string): HclExpression {
    return new HclHeredoc(plainOptions(text));
  }

  /**
   * Writes an expression in your own words, for what the other factories cannot say: operators, conditions, `for`.
   *
   * Lines may break inside brackets only. The text is kept as it is: format it as `terraform fmt` would.
   *
   * @param expression one whole expression in HCL native syntax
   * @throws Error when brackets or quotes do not match, or when it holds more than one expression
   */
  public static raw(expression: string): HclExpression {
    return new HclRaw(plainOptions(expression));
  }

  private constructor() {}
}

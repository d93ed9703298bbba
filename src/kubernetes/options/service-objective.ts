/** Where a service counts its HTTP requests: one histogram of their duration in seconds. */
export interface RequestMetrics {
  /**
   * Name of the histogram, without `_count` and `_bucket`.
   * @default 'http_server_request_duration_seconds' - `http.server.request.duration` of OpenTelemetry, as Prometheus names it
   * (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/)
   */
  readonly histogram?: string;

  /**
   * Label that holds the HTTP status of the answer.
   * @default 'http_response_status_code' - `http.response.status_code` of OpenTelemetry
   */
  readonly statusLabel?: string;

  /**
   * Label that holds the name of the service. The namespace stands in the label `namespace`.
   * @default 'container' - given to each target by the Prometheus Operator; the container is called as the service
   */
  readonly serviceLabel?: string;
}

/**
 * What callers may expect of a service over any 30 days. Alerts tell how fast it uses up what is left to fail.
 * Source: Google, The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".
 */
export interface ServiceObjective {
  /**
   * Share of the requests that are answered without a fault of the service (HTTP status 5xx), 0.94 to 0.99999: `0.999`
   * leaves one request in a thousand to fail.
   */
  readonly availability: number;

  /**
   * Time within which requests are answered, in milliseconds: a boundary of the histogram's buckets.
   * @default - no objective for the latency
   */
  readonly latencyMilliseconds?: number;

  /**
   * Share of the requests that are answered within `latencyMilliseconds`, 0.94 to 0.99999.
   * @default 0.99
   */
  readonly latencyTarget?: number;

  /**
   * Where the requests are counted.
   * @default - the metrics of OpenTelemetry, scraped by the Prometheus Operator
   */
  readonly requestMetrics?: RequestMetrics;
}

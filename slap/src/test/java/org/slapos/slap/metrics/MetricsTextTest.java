package org.slapos.slap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTextTest {
  @Test
  void writes_families_with_their_samples() {
    var text = new MetricsText()
        .family("jobs_total", MetricsText.Type.COUNTER, "runs that have ended")
        .sample(3, "job", "a \"quoted\"\\\n", "status", "0")
        .sample(2)
        .family("age_seconds", MetricsText.Type.GAUGE, "age")
        .sample(0.25)
        .sample(1.5e20);
    assertThat(text).hasToString(
        """
        # HELP jobs_total runs that have ended
        # TYPE jobs_total counter
        jobs_total{job="a \\"quoted\\"\\\\\\n",status="0"} 3
        jobs_total 2
        # HELP age_seconds age
        # TYPE age_seconds gauge
        age_seconds 0.25
        age_seconds 1.5E20
        """);
  }

  @Test
  void buckets_count_everything_below_them() {
    var text = new MetricsText()
        .family("seconds", MetricsText.Type.HISTOGRAM, "h")
        .histogram(new double[] {0.1, 1}, new long[] {2, 1, 4}, 9.5, "call", "x");
    assertThat(text.toString()).endsWith(
        """
        seconds_bucket{call="x",le="0.1"} 2
        seconds_bucket{call="x",le="1"} 3
        seconds_bucket{call="x",le="+Inf"} 7
        seconds_sum{call="x"} 9.5
        seconds_count{call="x"} 7
        """);
  }
}

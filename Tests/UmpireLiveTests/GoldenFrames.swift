/// Frames of `InventedRun`, looked at by people once and compared since.
///
/// To renew them, print what the failing test shows, and look at it.
enum GoldenFrames {
    /// 80 by 24.
    static let usual = """
        train ride · in-process · seed 20261121                             0:17 of 1:00
        ━━━━━━━━━━━━━━━━━━━━━━╾─────────────────────────────────────────────────────────
        198 seated of 200 bots present · 12.5 arrivals/s

                                     count       p50       p99       max
        input to effect             96,214   52.1 ms     88 ms    140 ms
        snapshot gap               101,904   33.3 ms   41.8 ms     1.2 s
        snapshot age               101,904    812 µs   12.3 ms    980 ms
        return time                      0         -         -         -
        bots' own lateness         310,022     61 µs    420 µs   9.87 ms

        snapshots/s        5,984                                       ▂▃▃▃▄▄▄▅▅▆▆▆▇▇▇██
        bytes down/s      152 kB  ▇▃▅▇▄▆█▄▆▃▅▇▃▆█▄▆▂▅▇▃▅█▄▆▂▄▇▃▅▇▃▆█▄▆▃▅▇▃▅█▄▆▂▅▇▃▅▇▄▆▂▄
        gap p99          41.8 ms                                                   ▁▂█ ▂

        drops 12   returns 11   closes 0   refusals 0   resyncs 1   mismatches 2

        expectations · 3 of 7 held so far
        broken   mismatches == 0                                       2
        not yet  snapshot.gap p99 < 40 ms                        41.8 ms
        not yet  returns >= 40                                        11
        not yet  return.time p99 < 3 s                                 -
        and 3 more, all held
        + - arrival rate   space pause arrivals   q end
        """

    /// 60 by 24.
    static let narrow = """
        train ride · in-process · seed 20261121         0:17 of 1:00
        ━━━━━━━━━━━━━━━━━───────────────────────────────────────────
        198 seated of 200 bots present · 12.5 arrivals/s

                                 count       p50       p99       max
        input to effect         96,214   52.1 ms     88 ms    140 ms
        snapshot gap           101,904   33.3 ms   41.8 ms     1.2 s
        snapshot age           101,904    812 µs   12.3 ms    980 ms
        return time                  0         -         -         -
        bots' own lateness     310,022     61 µs    420 µs   9.87 ms

        snapshots/s        5,984                   ▂▃▃▃▄▄▄▅▅▆▆▆▇▇▇██
        bytes down/s      152 kB  ▃▅█▄▆▂▄▇▃▅▇▃▆█▄▆▃▅▇▃▅█▄▆▂▅▇▃▅█▄▆▂▄
        gap p99          41.8 ms                               ▁▂█ ▂

        drops 12   returns 11   closes 0   refusals 0   resyncs 1
        mismatches 2
        expectations · 3 of 7 held so far
        broken   mismatches == 0                                   2
        not yet  snapshot.gap p99 < 40 ms                    41.8 ms
        not yet  returns >= 40                                    11
        not yet  return.time p99 < 3 s                             -
        and 3 more, all held
        + - arrival rate   space pause arrivals   q end
        """

    /// 80 by 24, without UTF-8.
    static let ascii = """
        train ride - in-process - seed 20261121                             0:17 of 1:00
        ######################..........................................................
        198 seated of 200 bots present - 12.5 arrivals/s

                                     count       p50       p99       max
        input to effect             96,214   52.1 ms     88 ms    140 ms
        snapshot gap               101,904   33.3 ms   41.8 ms     1.2 s
        snapshot age               101,904    812 us   12.3 ms    980 ms
        return time                      0         -         -         -
        bots' own lateness         310,022     61 us    420 us   9.87 ms

        snapshots/s        5,984                                       .---:::==+++***##
        bytes down/s      152 kB  *-=*:+#:+-=*-+#:+.=*-=#:+.:*-=*-+#:+-=*-=#:+.=*-=*:+.:
        gap p99          41.8 ms                                                   _.# .

        drops 12   returns 11   closes 0   refusals 0   resyncs 1   mismatches 2

        expectations - 3 of 7 held so far
        broken   mismatches == 0                                       2
        not yet  snapshot.gap p99 < 40 ms                        41.8 ms
        not yet  returns >= 40                                        11
        not yet  return.time p99 < 3 s                                 -
        and 3 more, all held
        + - arrival rate   space pause arrivals   q end
        """

    /// 200 by 24; a backslash joins the halves of a line.
    static let wide = """
        train ride · in-process · seed 20261121                                                 \
                                                                                                \
                    0:17 of 1:00
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╾───────────────────────────────\
        ────────────────────────────────────────────────────────────────────────────────────────\
        ────────────────────────
        198 seated of 200 bots present · 12.5 arrivals/s

                                     count       p50       p99       max                        \
          expectations · 3 of 7 held so far
        input to effect             96,214   52.1 ms     88 ms    140 ms                        \
          not yet  snapshot.gap p99 < 40 ms                        41.8 ms
        snapshot gap               101,904   33.3 ms   41.8 ms     1.2 s                        \
          held     input.to.effect p50 < 80 ms                     52.1 ms
        snapshot age               101,904    812 µs   12.3 ms    980 ms                        \
          not yet  returns >= 40                                        11
        return time                      0         -         -         -                        \
          broken   mismatches == 0                                       2
        bots' own lateness         310,022     61 µs    420 µs   9.87 ms                        \
          held     breaks == 0                                           0
                                                                                                \
          not yet  return.time p99 < 3 s                                 -
        snapshots/s        5,984                                             ▂▃▃▃▄▄▄▅▅▆▆▆▇▇▇██  \
          held     connections.failed == 0                               0
        bytes down/s      152 kB  ▅█▄▆▂▄▇▃▅▇▄▆█▄▆▃▅▇▃▆█▄▆▂▅▇▃▅█▄▆▂▄▇▃▅▇▃▆█▄▆▃▅▇▃▅█▄▆▂▅▇▃▅▇▄▆▂▄
        gap p99          41.8 ms                                                         ▁▂█ ▂

        drops 12   returns 11   closes 0   refusals 0   resyncs 1   mismatches 2

        + - arrival rate   space pause arrivals   q end
        """
}

/// How the page of a report looks; its colours keep a contrast of 4.5 to 1 in light and dark.
enum HTMLStyle {
    static let text = colours + page + charts + tables

    private static let colours = """
        :root {
          --page: #f7f7f5; --card: #ffffff; --ink: #1d1f23; --soft: #5c626b; --rule: #e3e3df;
          --good: #0b6b43; --good-soft: #e2f3ea; --bad: #b3261e; --bad-soft: #fbe9e7;
          --c1: #1d5fd1; --c2: #b4530b; --c3: #0f766e; --c4: #8a2bb0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131518; --card: #1b1e22; --ink: #eceef1; --soft: #a3a9b3; --rule: #32363c;
            --good: #6fdaa6; --good-soft: #14322a; --bad: #ff9c92; --bad-soft: #3d1f1d;
            --c1: #84aeff; --c2: #f5a55c; --c3: #4fd1c1; --c4: #d59bf0;
          }
        }

        """

    private static let page = """
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 40px 16px 64px; }
        h1, h2, h3, p, dl, dd, ul, figure { margin: 0; padding: 0; }
        h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.015em; overflow-wrap: anywhere; }
        h2 { font-size: 19px; margin-bottom: 14px; letter-spacing: -.01em; }
        h3 { font-size: 15px; line-height: 1.35; }
        header p { color: var(--soft); max-width: 70ch; }
        .kind { font-size: 12px; letter-spacing: .08em; text-transform: uppercase; }
        header p.badge { display: inline-block; margin-top: 14px; padding: 3px 12px;
          border-radius: 99px; font-weight: 600; color: var(--good); background: var(--good-soft); }
        header p.badge.bad { color: var(--bad); background: var(--bad-soft); }
        .facts { display: flex; flex-wrap: wrap; gap: 6px 28px; margin-top: 18px; }
        .facts div { display: flex; gap: 7px; }
        dt { color: var(--soft); }
        dd { font-variant-numeric: tabular-nums; }
        .tiles { display: grid; gap: 12px; margin-top: 22px;
          grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); }
        .tiles div, figure, .card { background: var(--card); border: 1px solid var(--rule);
          border-radius: 10px; padding: 16px 18px; }
        .tiles dt { font-size: 13px; }
        .tiles strong { display: block; font-size: 27px; line-height: 1.3; font-weight: 650;
          letter-spacing: -.02em; }
        .tiles span { font-size: 13px; color: var(--soft); }
        section { margin-top: 44px; }
        code { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        pre { margin: 0; padding: 16px 18px; }
        section > p { margin-bottom: 12px; max-width: 70ch; }
        .notes { list-style: none; }
        .notes li { padding: 10px 16px; margin-bottom: 8px; border-left: 3px solid var(--c2);
          background: var(--card); border-radius: 4px; max-width: 90ch; }
        .outcomes { list-style: none; background: var(--card); border: 1px solid var(--rule);
          border-radius: 10px; overflow: hidden; font-variant-numeric: tabular-nums;
          display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); }
        .outcomes li { display: flex; gap: 12px; padding: 8px 18px;
          box-shadow: 0 1px 0 var(--rule); }
        .outcomes .mark { color: var(--good); font-weight: 700; width: 1em; flex: none; }
        .outcomes .failed { background: var(--bad-soft); font-weight: 600; grid-column: 1 / -1; }
        .outcomes .failed .mark, .tiles .failed strong { color: var(--bad); }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        :focus-visible { outline: 2px solid var(--c1); outline-offset: 2px; }

        """

    private static let charts = """
        .charts { display: grid; gap: 16px; grid-template-columns: repeat(2, minmax(0, 1fr)); }
        figcaption p { color: var(--soft); font-size: 13px; }
        .plot { position: relative; height: 180px; margin: 20px 62px 30px 56px; }
        .tall .plot { height: 320px; margin-right: 112px; }
        .plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
        .plot path { fill: none; vector-effect: non-scaling-stroke; }
        .plot .grid { stroke: var(--rule); stroke-width: 1; }
        .plot path.limit { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; }
        .plot .line { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .line.c1 { stroke: var(--c1); } .plot .name.c1 { color: var(--c1); }
        .line.c2 { stroke: var(--c2); } .plot .name.c2 { color: var(--c2); }
        .line.c3 { stroke: var(--c3); } .plot .name.c3 { color: var(--c3); }
        .line.c4 { stroke: var(--c4); } .plot .name.c4 { color: var(--c4); }
        .plot span { position: absolute; font-size: 12px; line-height: 16px; white-space: nowrap;
          font-variant-numeric: tabular-nums; color: var(--soft); }
        .plot .y { right: 100%; margin: 0 8px -8px 0; }
        .plot .x { top: 100%; margin-top: 8px; transform: translateX(-50%); }
        .plot .name { margin: 0 0 -8px 8px; font-weight: 600;
          text-shadow: 0 0 2px var(--card), 0 0 4px var(--card), 0 0 6px var(--card); }
        .plot .name.limit { font-weight: 400; }
        details { font-size: 13px; }
        summary { color: var(--soft); cursor: pointer; }
        details .scroll { margin-top: 8px; max-height: 260px; }
        @media (max-width: 820px) { .charts { grid-template-columns: minmax(0, 1fr); } }
        @media (max-width: 560px) {
          .plot .odd { display: none; }
          main { padding-top: 24px; }
          figure { padding: 14px 12px; }
          .plot { margin-left: 50px; }
          .tall .plot { margin-right: 22px; }
          .tall .plot .end { left: auto !important; right: -8px; margin-bottom: 2px; }
        }

        """

    private static let tables = """
        .scroll { overflow: auto; background: var(--card); border: 1px solid var(--rule);
          border-radius: 10px; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: 6px 14px; text-align: left; font-weight: 400; white-space: nowrap; }
        thead th { color: var(--soft); font-size: 13px; }
        tbody tr { border-top: 1px solid var(--rule); }
        .n { text-align: right; }
        .bars td:nth-child(2) { width: 60%; min-width: 90px; }
        .bar { display: block; height: 10px; border-radius: 3px; }
        .bar span { display: block; height: 100%; min-width: 2px; border-radius: 3px;
          background: var(--c1); }
        section > .scroll + .scroll { margin-top: 12px; }
        section > h3 { margin: 26px 0 10px; }
        .counters { columns: 3 260px; column-gap: 40px; }
        .counters div { display: flex; justify-content: space-between; gap: 12px;
          padding: 4px 2px; border-bottom: 1px solid var(--rule); break-inside: avoid; }
        .counters dt { color: var(--ink); }
        .counters .zero dt, .counters .zero dd { color: var(--soft); }
        @media print { body { background: none; } .scroll { overflow: visible; } }
        """
}

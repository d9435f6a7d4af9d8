import type { Content, TableCell } from 'pdfmake';
import type { Performance } from '../../../portfolio/performance/computing/compute-performance';
import { figureRows, FigureRow, unitOf } from '../figure-rows';
import { fieldName, reasonText } from '../wording';
import { asRatio, asSignedPercent, NONE } from './format';
import { colourOf, ROWS } from './look';

/** Returns beside risk; a figure that could not be computed says why. */
export function figureTables(performance: Performance): Content[] {
  const rows = figureRows(performance);
  const of = (...sections: FigureRow['section'][]) =>
    rows.filter(({ section }) => sections.includes(section));
  const { peak_date, trough_date, recovery_date } = performance.risk.max_drawdown;
  return [
    {
      columns: [
        [
          heading('Returns'),
          table(of('returns')),
          heading('Calendar periods'),
          table(of('periods', 'benchmark')),
        ],
        [
          heading('Risk'),
          table(of('risk')),
          ...(peak_date && trough_date
            ? [
                {
                  text: `Deepest fall from ${peak_date} to ${trough_date}, ${recovery_date ? `recovered ${recovery_date}` : 'not recovered'}.`,
                  style: 'note',
                  margin: [4, 4, 0, 0] as [number, number, number, number],
                },
              ]
            : []),
        ],
      ],
      columnGap: 20,
    },
  ];
}

const heading = (text: string): Content => ({ text, style: 'heading' });

function table(rows: FigureRow[]): Content {
  return {
    table: {
      widths: ['*', 'auto'],
      dontBreakRows: true,
      body: rows.map((row) => [nameCell(row), valueCell(row)]),
    },
    layout: ROWS,
    fontSize: 9,
  };
}

function nameCell({ section, name, reason }: FigureRow): TableCell {
  const label = section === 'benchmark' ? `Benchmark, ${fieldName(name).toLowerCase()}` : fieldName(name);
  return reason ? { stack: [label, { text: reasonText(reason), style: 'label' }] } : label;
}

function valueCell(row: FigureRow): TableCell {
  const { section, value } = row;
  const text = unitOf(row) === 'ratio' ? asRatio(value) : asSignedPercent(value);
  const isReturn = section !== 'risk';
  const unsigned = isReturn ? text : text.replace('+', '');
  return {
    text: value === null ? NONE : unsigned,
    alignment: 'right',
    noWrap: true,
    color: isReturn ? colourOf(text) : undefined,
  };
}

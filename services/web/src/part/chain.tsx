import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { type ChainDrawing, type ChainNode, chainDrawing } from './chain-drawing.ts';
import { EdgePart } from './edge-part.tsx';
import './chain.css';

/** Of a column and of what lies between two, in the drawing's own measure; chain.css has the same. */
const WIDTH = 13;
const GAP = 2.5;

/** The supersessions before and after a part, drawn: oldest on the left, what to buy today marked. */
export function Chain({ part, interchange }: { part: Answers['part']; interchange: Answers['interchange'] }) {
  const { t } = useTranslation();
  const chain = chainDrawing(part.partId, interchange);
  if (chain === undefined) return null;
  const numbers = new Map(chain.nodes.map((node) => [node.key, numberOf(node, part)]));
  const template = {
    gridTemplateColumns: `repeat(${chain.columns}, ${WIDTH}rem)`,
    gridTemplateRows: `repeat(${chain.rows}, 1fr)`,
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reached by keyboard */}
      <section className="chain-scroll" tabIndex={0} aria-label={t('exchange.chain')}>
        <div className="chain-drawing">
          <Lines chain={chain} />
          <ol className="chain" style={template}>
            {chain.nodes.map((node) => (
              <li
                key={node.key}
                className={node.edge === undefined ? 'chain-step chain-here' : 'chain-step'}
                style={{ gridColumn: node.column - chain.firstColumn + 1, gridRow: node.row + 1 }}
                {...(node.edge === undefined ? { 'aria-current': 'true' as const } : {})}
              >
                <Step node={node} part={part} after={node.after.map((key) => numbers.get(key) ?? '')} />
              </li>
            ))}
          </ol>
        </div>
      </section>
      {chain.hasLoop && <p className="note">{t('exchange.loop')}</p>}
    </>
  );
}

function Step({ node, part, after }: { node: ChainNode; part: Answers['part']; after: string[] }) {
  const { t } = useTranslation();
  const { edge } = node;
  return (
    <div className="chain-box">
      {edge === undefined ? (
        <>
          <strong className="number">{part.partNumber}</strong>
          <span className="muted">{part.brand}</span>
        </>
      ) : (
        <EdgePart edge={edge} isDrawn />
      )}
      {after.length > 0 && (
        <span className="visually-hidden">{t('exchange.after', { numbers: after.join(', ') })}</span>
      )}
      {edge !== undefined && (
        <span className="muted">
          {[
            edge.effectiveDate === null ? null : t('exchange.from', { date: edge.effectiveDate }),
            edge.quantity > 1 ? t('exchange.quantity', { quantity: edge.quantity }) : null,
            edge.together === null ? null : t('exchange.together'),
            edge.alternative ? t('exchange.alternative') : null,
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </span>
      )}
      {node.isCurrent && <span className="badge-text">{t('exchange.buy')}</span>}
    </div>
  );
}

/** Stretched over the boxes, all rows of which are equally high. */
function Lines({ chain }: { chain: ChainDrawing }) {
  const places = new Map(chain.nodes.map((node) => [node.key, node]));
  const width = chain.columns * WIDTH + (chain.columns - 1) * GAP;
  return (
    <svg
      className="chain-lines"
      viewBox={`0 0 ${width} ${chain.rows}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {chain.lines.map(({ from, to, isAlternative }) => {
        const [start, end] = [places.get(from), places.get(to)];
        if (start === undefined || end === undefined) return null;
        const x1 = (start.column - chain.firstColumn) * (WIDTH + GAP) + WIDTH;
        const x2 = (end.column - chain.firstColumn) * (WIDTH + GAP);
        const [y1, y2] = [start.row + 0.5, end.row + 0.5];
        const half = GAP / 2;
        return (
          <path
            key={`${from} ${to}`}
            className={isAlternative ? 'chain-line chain-alternative' : 'chain-line'}
            d={`M${x1} ${y1}C${x1 + half} ${y1} ${x2 - half} ${y2} ${x2} ${y2}`}
          />
        );
      })}
    </svg>
  );
}

function numberOf({ edge }: ChainNode, part: Answers['part']): string {
  return edge === undefined ? part.partNumber : (edge.part?.partNumber ?? edge.via?.display ?? '');
}

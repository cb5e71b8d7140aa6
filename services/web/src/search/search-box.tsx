import { Link, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_QUERY } from '../app/search-params.ts';
import { isSingleKey } from '../keys/single-keys.ts';
import { pageData } from '../page-data.ts';
import { rememberQuery } from '../saved/recent-queries.ts';
import { Icon } from '../shown/icon.tsx';
import { type Suggestion, useSuggestions } from './suggestions.ts';
import { mayHoldVin, vinIn } from './vin-in-text.ts';

/** The one box: a VIN, a number in any spelling, words, or all of them. `/` and Ctrl+K lead to it from everywhere. */
export function SearchBox({ large = false }: { large?: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const onResults = location.pathname === '/search';
  const search = location.search as { q?: string; vehicleId?: string; vin?: string };
  const shown = onResults ? (search.q ?? '') : '';
  const [text, setText] = useState(shown);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const suggestions = useSuggestions(text, open, search.vehicleId);
  const resultsHref = `${pageData.basePath}/search`;

  // Who types on while a search is under way means that, and not what was sent before: it stays.
  const isTyped = useRef(false);
  const [moves, setMoves] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who went back means what is there, also where that is the same
  useEffect(() => {
    if (isTyped.current && document.activeElement === input.current) return;
    isTyped.current = false;
    setText(shown);
  }, [shown, moves]);

  const { history } = useRouter();
  useEffect(
    () =>
      history.subscribe(({ action }) => {
        if (action.type === 'PUSH' || action.type === 'REPLACE') return;
        isTyped.current = false;
        setOpen(false);
        setActive(-1);
        setMoves((before) => before + 1);
      }),
    [history],
  );

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const slash = event.key === '/' && isSingleKey(event);
      const controlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!slash && !controlK) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = suggestions[active];
    if (chosen !== undefined) return choose(chosen);
    const query = text.trim();
    const vehicle =
      // A VIN names a vehicle of its own: what was chosen before no longer holds.
      mayHoldVin(query) || search.vehicleId === undefined
        ? {}
        : { vehicleId: search.vehicleId, ...(search.vin === undefined ? {} : { vin: search.vin }) };
    if (query === '' && search.vehicleId === undefined) return;
    rememberQuery(query);
    close();
    isTyped.current = false;
    input.current?.blur();
    void navigate({ to: '/search', search: { ...(query === '' ? {} : { q: query }), ...vehicle } });
  };

  const choose = ({ goes, text: label, kind }: Suggestion) => {
    close();
    isTyped.current = false;
    input.current?.blur();
    if (kind === 'vin' || kind === 'number' || kind === 'recent') rememberQuery(label);
    if ('partId' in goes) void navigate({ to: '/parts/$partId', params: { partId: goes.partId } });
    else if ('vehicles' in goes) void navigate({ to: '/vehicles', search: goes.vehicles });
    else void navigate({ to: '/search', search: goes.search });
  };

  /** A list has a page of its own; the lines of anything else become one. */
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    // What has been searched for is still there: the next car is meant instead of it, not behind it.
    const isNext = text !== '' && text === shown && mayHoldVin(pasted);
    const withVin = mayHoldVin(pasted);
    if (!isNext && !withVin && !/[\n\r\t]/.test(pasted.trim())) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const line = pasted.replaceAll(/\s+/g, ' ').trim();
    const whole = isNext
      ? line
      : value.slice(0, selectionStart ?? value.length) + line + value.slice(selectionEnd ?? value.length);
    isTyped.current = true;
    setText(whole.slice(0, MAX_QUERY));
    setOpen(true);
    setActive(-1);
    void toList(pasted);
  };

  const toList = async (pasted: string) => {
    const [{ listForLink, pastedList }, { wantedOfMessage }] = await Promise.all([
      import('../numbers/pasted-list.ts'),
      import('../numbers/message-of-vehicle.ts'),
    ]);
    // Numbers that are wanted for a car are a list as well, each with whether it fits.
    const ofVin = vinIn(pasted);
    if (ofVin === undefined && mayHoldVin(pasted)) return;
    const text = ofVin === undefined ? pasted : wantedOfMessage(ofVin.rest);
    const numbers = pastedList(text, { ofVehicle: ofVin !== undefined });
    if (numbers === undefined) return;
    close();
    isTyped.current = false;
    setText('');
    const list = listForLink(numbers, text);
    const vehicle = ofVin === undefined ? {} : { vin: ofVin.vin };
    void navigate({ to: '/numbers', search: { ...(list === undefined ? {} : { list }), ...vehicle } });
  };

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (open) event.preventDefault();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const count = suggestions.length + 1;
      // Past either end lies the box itself.
      setActive((now) => ((((now + 1 + step) % count) + count) % count) - 1);
    }
  };

  const expanded = open && suggestions.length > 0;
  return (
    <search className={large ? 'search search-large' : 'search'}>
      {/* Where it leads is for a page whose script hasn’t come. */}
      <form action={resultsHref} onSubmit={submit} role="presentation">
        <div className="search-field">
          <Icon name="search" />
          <input
            ref={input}
            className="search-input"
            type="text"
            name="q"
            enterKeyHint="search"
            role="combobox"
            aria-label={t('search.label')}
            aria-autocomplete="list"
            aria-expanded={expanded}
            aria-controls={listId}
            {...(expanded && active >= 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
            aria-keyshortcuts="/ Control+K"
            placeholder={t('search.placeholder')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={MAX_QUERY}
            value={text}
            onChange={(event) => {
              isTyped.current = true;
              setText(event.target.value);
              setOpen(true);
              setActive(-1);
            }}
            onPaste={paste}
            onFocus={() => setOpen(true)}
            onBlur={close}
            onKeyDown={keys}
          />
          <Link to="/scan" className="button button-quiet search-scan" aria-label={t('scan.title')}>
            <Icon name="camera" />
          </Link>
          <button type="submit" className="button button-primary search-go">
            {t('search.go')}
          </button>
        </div>
      </form>
      <div
        className="suggestions"
        id={listId}
        role="listbox"
        aria-label={t('search.suggestions')}
        hidden={!expanded}
      >
        {expanded &&
          suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's, which keeps the focus
            <div
              key={suggestion.key}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="suggestion"
              // The box would lose the focus, and the list close, before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
            >
              <span className="suggestion-kind">{t(`suggestion.${suggestion.kind}`)}</span>
              <span className="suggestion-text">{suggestion.text}</span>
              <span className="suggestion-detail">{suggestion.detail}</span>
            </div>
          ))}
      </div>
    </search>
  );
}

/* Ambient, as the types of Docusaurus' own themes are: a site that wraps the components writes
 *     /// <reference types="docusaurus-theme-litsearch" /> */

declare module 'docusaurus-theme-litsearch' {
    import type { LoadContext, Plugin, OptionValidationContext } from '@docusaurus/types';

    /** Keys pressed together, such as "mod+k"; mod is Ctrl, or Command on a Mac. */
    export type Shortcut = string;

    export type SearchParameter = string | number | (string | number)[];

    export interface Filters {
        domain: boolean;
        score: boolean;
        year: boolean;
        journal: boolean;
    }

    /** How litsearch-index is run after a build of the default locale. */
    export interface Index {
        /** The folder of the index; a relative path is one of the site's folder. */
        db: string;
        /** Default: "litsearch-index". */
        command?: string;
        /** Folders and files of cards. Default: the documents of the site. */
        paths?: string[];
        /** More options of litsearch-index. */
        args?: string[];
    }

    export interface OpenSearch {
        /** At most 16 characters. Default: the title of the site, cut to that. */
        shortName?: string;
        /** Default: the tagline of the site, else its title. */
        description?: string;
        tags?: string;
    }

    export interface Options {
        id?: string;
        /** Where litsearch-serve is: a URL, or a path of the same host. Default: "/litsearch/". */
        endpoint?: string;
        /** Where `docusaurus start` passes requests below an endpoint that is a path. Default:
         * "http://127.0.0.1:7700/". */
        proxy?: string | false;
        /** Path of the search page, below the site's base URL. Default: "search". */
        searchPagePath?: string | false;
        /** Articles in the dialog, 1 to 50. Default: 8. */
        limit?: number;
        /** Articles on a page of the search page, 1 to 100. Default: 10. */
        pageSize?: number;
        /** Headings below each article, 0 to 8. Default: 3. */
        headings?: number;
        /** Which filters there are; the dialog has those by domain and score. Default: all. */
        filters?: Partial<Filters> | false;
        /** Whether the words found are marked on the page they lead to. Default: true. */
        highlight?: boolean;
        /** Keys that open the dialog. Default: ["mod+k", "/"]. */
        shortcut?: Shortcut[] | false;
        /** What stands in the empty field. Default: "Search articles", in the site's language. */
        placeholder?: string;
        /** How many recent searches the browser keeps, 0 to 50. Default: 5. */
        recent?: number;
        /** Parameters of /search that go with every question, such as {domain: ["急診"]}. */
        searchParameters?: Record<string, SearchParameter>;
        /** Where the list of the site's pages for `litsearch-index --routes` is written. Default:
         * ".docusaurus/litsearch-routes.json". */
        routesFile?: string | false;
        /** Default: false. */
        index?: Index | false;
        openSearch?: OpenSearch | false;
    }

    /** Options with what was not given filled in. */
    export interface ValidOptions extends Required<Omit<Options, 'placeholder' | 'index' | 'openSearch' | 'filters'>> {
        placeholder?: string;
        filters: Filters | false;
        index: Required<Omit<Index, 'paths'>> & Pick<Index, 'paths'> | false;
        openSearch: OpenSearch | false;
    }

    export function validateOptions(context: OptionValidationContext<Options | undefined, ValidOptions>): ValidOptions;

    export default function themeLitsearch(context: LoadContext, options: ValidOptions): Plugin<undefined>;
}

declare module '@theme/SearchBar' {
    import type { ReactNode } from 'react';

    export default function SearchBar(): ReactNode;
}

declare module '@theme/SearchDialog' {
    import type { ReactNode } from 'react';

    export interface Props {
        readonly initialQuery?: string;
        /** Called with what stands in the field when the dialog wants to be gone. */
        readonly onClose: (query: string) => void;
    }
    export default function SearchDialog(props: Props): ReactNode;
}

declare module '@theme/SearchPage' {
    import type { ReactNode } from 'react';

    export default function SearchPage(): ReactNode;
}

declare module '@theme/SearchParts' {
    import type { ReactNode } from 'react';

    /** First byte, and the one behind the last, of a text in UTF-8. */
    export type Mark = readonly [first: number, past: number];
    export function Marked(props: { readonly text: string; readonly marks?: readonly Mark[] }): ReactNode;
    export function Score(props: { readonly score: number | null }): ReactNode;

    /** An answer and a hit of `/search`: litsearch-json(5). */
    export type Answer = Readonly<Record<string, unknown>>;
    export type Hit = Readonly<Record<string, unknown>>;
    export interface SearchError extends Error {
        readonly kind: 'away' | 'busy' | 'query' | 'failed';
        readonly place: Mark | null;
    }
    /** The title in the language of the interface, and the other one. */
    export function useTitles(): (hit: Hit) => { title: string; other: string | null };
    /** Journal, year and domains. */
    export function useFacts(): (hit: Hit) => (string | number)[];
    /** "One article|{count} articles" → the form for the number. */
    export function useCount(): (message: string, count: number) => string;
    /** "8 articles, 2 more in other words" */
    export function useSummary(): (answer: Answer) => string;
    /** Why the articles are not what was asked for. */
    export function Explanation(props: {
        readonly answer: Answer;
        readonly onSuggestion: (query: string) => void;
    }): ReactNode;
    export function Hint(): ReactNode;
    export function Nothing(props: { readonly query: string }): ReactNode;
    export function Failure(props: {
        readonly error: SearchError;
        readonly query: string;
        readonly onRetry: () => void;
    }): ReactNode;
    export function placeholderOf(settings: { readonly placeholder?: string }): string;
    export function leastScoreLabel(score: number): string;
}

/**
 * Made of the platform's OpenAPI document by 'node deploy/boot.mjs generate'. Do not edit.
 */

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description Whether the process lives
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics in Prometheus’ text format
         * @description Metrics in Prometheus’ text format
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description This document
         */
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every service answers
         * @description Whether every service answers
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attribute-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what foreign ids of attributes mean to you
         * @description List what foreign ids of attributes mean to you
         *
         *     Scope: `imports:read`.
         */
        get: operations["listAttributeIds"];
        /**
         * Say what foreign ids of attributes mean
         * @description All that you said before is replaced. An export of PIES writes the id in the place of the attribute’s name, where one id means it.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putAttributeIds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what some foreign ids of attributes mean, or don’t any more
         * @description The others stay as they are. At most 1000 at once.
         *
         *     Scope: `imports:write`.
         */
        patch: operations["changeAttributeIds"];
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who did what
         * @description See who did what
         *
         *     Scope: `audit:read`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get stock and prices of many parts
         * @description What `GET /v1/parts/{partId}/availability` tells of one. Parts that you may not see are left out, as those that there aren’t.
         *
         *     Scope: `inventory:read`.
         */
        post: operations["getAvailability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what foreign ids of brands mean to you
         * @description List what foreign ids of brands mean to you
         *
         *     Scope: `imports:read`.
         */
        get: operations["listBrandIds"];
        /**
         * Say what foreign ids of brands mean
         * @description All that you said before is replaced. Rows that name their brand by such an id are from then on of that brand; what was taken in before stays as it is. An export of PIES writes the id beside the name.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putBrandIds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what some foreign ids of brands mean, or don’t any more
         * @description The others stay as they are. At most 1000 at once.
         *
         *     Scope: `imports:write`.
         */
        patch: operations["changeBrandIds"];
        trace?: never;
    };
    "/v1/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the brands of the parts that you may see
         * @description List the brands of the parts that you may see
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listBrands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/diagrams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List diagrams: of a part, of a vehicle, of a part type, or your own
         * @description A diagram is a drawing, such as an exploded view, with spots that lead to parts. It is seen by its publisher and by who may see at least one part on it that the same publisher has: of a part, those of the part’s publisher are listed, and your own. A page may have fewer than asked for, even none, and yet another behind it.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listDiagrams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/diagrams/{diagramId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a diagram with its spots
         * @description Get a diagram with its spots
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getDiagram"];
        /**
         * Put up a diagram, or change it
         * @description Replaces all of it but the picture, which is put up afterwards. Who may see one of your parts on it sees the whole drawing with all its numbers, but is led only to parts that it may see; a spot may lead to another’s part, which doesn’t show the drawing there. What was on it before may stay while it isn’t to be seen. All faults are named at once.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putDiagram"];
        post?: never;
        /**
         * Take a diagram down
         * @description Take a diagram down
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteDiagram"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/diagrams/{diagramId}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the picture of a diagram
         * @description Get the picture of a diagram
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getDiagramImage"];
        /**
         * Put up the picture of a diagram, or another in its place
         * @description As that of a part: a PNG, a JPEG or a WebP of at most 10 MiB. A PNG keeps its lines sharp.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putDiagramImage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your exports, newest first
         * @description List your exports, newest first
         *
         *     Scope: `imports:read`.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Start an export
         * @description A file of what you publish, as rows that an import takes back, or in a standard of the trade. It shows one state, or says that it doesn’t (`notes`). Made in the background; kept for seven days.
         *
         *     Scope: `imports:write`.
         */
        post: operations["startExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an export
         * @description Get an export
         *
         *     Scope: `imports:read`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        /**
         * Delete an export and its file
         * @description Delete an export and its file
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteExport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{exportId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an export
         * @description One that has ended stays as it is.
         *
         *     Scope: `imports:write`.
         */
        post: operations["cancelExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{exportId}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an export’s file
         * @description With `Range: bytes=…` a part of it, so that a download that broke off goes on; `If-Range` takes the `ETag`.
         *
         *     Scope: `imports:read`.
         */
        get: operations["getExportFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{exportId}/losses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an export’s format could not hold
         * @description List what an export’s format could not hold
         *
         *     Scope: `imports:read`.
         */
        get: operations["listExportLosses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all that you may see
         * @description What changed behind the cursor, a line each, up to now: your own parts, everybody’s public ones and those that you were granted, with their fitments, and your own releases. Without a cursor everything there is. Apply the lines in their order and keep the cursor of the last one that you have applied: it is good for years. Of each part its newest change alone comes, so a line may pass over versions. An answer that breaks off is gone on with from its last whole line.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["readFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fitments/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what feeds say of files
         * @description Records `Asset` and `DigitalFileInformation` of ACES feeds, your own unless `publisher` or `partId` is given: which files belong to which vehicles without being of a part, and what each file is. All records of an asset follow one another. They are published, rolled back and exported with the fitments of their data set. Who was granted all of a publisher sees all of its records, and who sees a part those of the assets that its fitments name. A page may have fewer records than asked for, and another behind it.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listFeedAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fitments/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check whether parts fit vehicles
         * @description Up to 10,000 pairs, or a grid of `partIds` × `vehicleIds` answered part by part. Each answer has its proof, what would decide it where nobody can tell, and the nearest fitment where it doesn’t fit. What is wrong with one pair (`part-unknown`, `vehicle-unknown`, `vin-unknown`, `date-invalid`, …) is that answer’s `error`. Guests check up to 100 pairs at once, of public parts, in a body of at most 64 KB.
         *
         *     Scope: `catalog:read`.
         */
        post: operations["checkFitments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fitments/unresolved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rows that wait for their parts or vehicles
         * @description Rows of your imports that name vehicles which the vehicle table, or parts which the catalogue doesn’t know. They are taken in as soon as it does.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listUnresolvedFitments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the grants that you gave, or those that you were given, newest first
         * @description List the grants that you gave, or those that you were given, newest first
         *
         *     Scope: `imports:read`.
         */
        get: operations["listGrants"];
        put?: never;
        /**
         * Share your private parts with a tenant
         * @description All of them, or those of some brands, with where they fit; without list prices, internal notes and whatever else of them is yours alone. It holds at once, or from `validFrom` on. The same brands for the same tenant are the same grant, which takes the note and the times that you give; a grant whose time was over goes on.
         *
         *     Scope: `imports:write`.
         */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a grant that you gave or were given
         * @description Get a grant that you gave or were given
         *
         *     Scope: `imports:read`.
         */
        get: operations["getGrant"];
        put?: never;
        post?: never;
        /**
         * Revoke a grant that you gave
         * @description Its parts are closed to the subscriber when this is answered, in search some moments later. The grant stays to be seen as `revoked`; revoking it again changes nothing.
         *
         *     Scope: `imports:write`.
         */
        delete: operations["revokeGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how the platform does, now and over the last hour
         * @description How the platform is: which services answer, how far it is behind, how it answers. What it works at is shown of the tenant that asks; of all where the operator has named it (`QIPEI_OPERATORS`). The hour is in the memory of the process that answers: it begins with its start, and where several serve REST each has counted its own requests.
         *
         *     Scope: `operations:read`.
         */
        get: operations["getPlatformHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/image-moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move all images of a part to another part
         * @description Also those of a part that you have withdrawn. They come behind those that the other part has; a name that is taken there gets a number. Where it is broken off it may be asked for again: none comes twice.
         *
         *     Scope: `imports:write`.
         */
        post: operations["movePartImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/image-space": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what your images take
         * @description See what your images take
         *
         *     Scope: `imports:read`.
         */
        get: operations["getImageSpace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your imports, newest first
         * @description List your imports, newest first
         *
         *     Scope: `imports:read`.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Upload a file to import
         * @description The body is the file itself, of any length up to the server’s limit. The answer comes once the whole of it is safe on disk; an upload that breaks off leaves nothing behind.
         *
         *     Scope: `imports:write`.
         */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an import and its progress
         * @description Get an import and its progress
         *
         *     Scope: `imports:read`.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an import
         * @description What was taken in before stays. Cancelling a job that has ended changes nothing.
         *
         *     Scope: `imports:write`.
         */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{jobId}/error-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the errors of an import by their code
         * @description Of the errors that are kept, the most frequent code first.
         *
         *     Scope: `imports:read`.
         */
        get: operations["countImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{jobId}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rows that were refused, and why
         * @description With `Accept: text/csv`, or `format=csv`, the whole list is sent as a file (from `pageToken` on, where given).
         *
         *     Scope: `imports:read`.
         */
        get: operations["listImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See how a file would be read
         * @description Send the file, or its first part: of text and gzip only the first 4 MiB are read, a workbook or a zip of up to 16 MiB whole. Nothing is kept. The answer proposes what each heading means, with a reason, and shows the first rows as they would be read with what is wrong in them. A mapping profile that was saved for the same headings is used by itself. With `kind=auto` it is read as the kind that its format says, or that explains most of its headings; `kind` says which.
         *
         *     Scope: `imports:write`.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interchange/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the loops and contradictions among your own parts
         * @description Found in the background as parts change, in the order of the parts; a page has all faults of so many parts. A fault of several parts is listed at each of them that it can be mended at.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listGraphFaults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitation-tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what a mailed invitation is for
         * @description See what a mailed invitation is for
         */
        get: operations["getInvitationByToken"];
        put?: never;
        /**
         * Accept an invitation
         * @description Makes the invited e-mail a member, once. Who has no account yet gets one with this name and password; who has one shows it by its password. Then sign in.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open invitations
         * @description List open invitations
         *
         *     Scope: `members:write`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Mails a link that is good once, for seven days. Invited again, the e-mail gets another link and the one before is good for nothing.
         *
         *     Scope: `members:write`.
         */
        post: operations["inviteMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description Take an invitation back
         *
         *     Scope: `members:write`.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See whose key or session this is, and what it allows
         * @description See whose key or session this is, and what it allows
         *
         *     Any key or session will do.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your API keys
         * @description List your API keys
         *
         *     Scope: `keys:write`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key
         * @description With some of the scopes that you have yourself. The secret is in this answer and nowhere else.
         *
         *     Scope: `keys:write`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It works for two seconds more at most. Revoking it again changes nothing.
         *
         *     Scope: `keys:write`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/left-diagrams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your drawings that lead to parts which aren’t there any more
         * @description A page may have fewer entries than `pageSize`, or none: there is more as long as there is a `nextPageToken`.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listLeftDiagrams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/left-images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your images of parts that aren’t there any more
         * @description Of parts that you have withdrawn. They take their space, and nobody but you sees them. A page may have fewer entries than `pageSize`, or none: there is more as long as there is a `nextPageToken`.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listLeftImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/left-images/{partId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take down all your images of a part that isn’t there any more
         * @description Take down all your images of a part that isn’t there any more
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteLeftImages"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/makes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the makes of vehicles
         * @description List the makes of vehicles
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listMakes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/makes/{makeId}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models of a make
         * @description List the models of a make
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mapping-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your mapping profiles by kind and name
         * @description List your mapping profiles by kind and name
         *
         *     Scope: `imports:read`.
         */
        get: operations["listMappingProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mapping-profiles/{profileName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a mapping profile
         * @description Get a mapping profile
         *
         *     Scope: `imports:read`.
         */
        get: operations["getMappingProfile"];
        /**
         * Save a mapping profile, or replace it
         * @description What the headings of a kind of file mean, to be named in `profile` of an import or an upload. Imports keep a copy: a later change is none of theirs. With `headings`, files with the same headings are proposed to be read by it.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putMappingProfile"];
        post?: never;
        /**
         * Delete a mapping profile
         * @description Delete a mapping profile
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteMappingProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who works for you
         * @description List who works for you
         *
         *     Scope: `members:write`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Part with a member
         * @description Ends its sessions here. Its account stays, and what it is for other tenants.
         *
         *     Scope: `members:write`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Give a member another role
         * @description Give a member another role
         *
         *     Scope: `members:write`.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/models/{modelId}/years": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the years of a model
         * @description List the years of a model
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listModelYears"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look up an OE or part number in any spelling
         * @description Look up an OE or part number in any spelling
         *
         *     Scope: `catalog:read`.
         */
        get: operations["lookUpNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/{number}/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vehicles of an OE or part number
         * @description The models and years that the parts with this number fit, each with the parts and numbers that say so.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listNumberVehicles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up many numbers at once, in any spelling
         * @description Up to 1,000 fields (of a guest 100, in 64 KB), each with one number or several: its keys with the rule and why, the parts that have it, proposals where a letter was typed for a digit, and what replaces it today. Answered in the same order; what is wrong with a line is that line’s `error`.
         *
         *     Scope: `catalog:read`.
         */
        post: operations["lookUpNumbers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/lookup/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up many numbers, answered as a table
         * @description What `POST /v1/numbers/lookup` finds, a row for each part: for a spreadsheet. A number without a part has a row, too.
         *
         *     Scope: `catalog:read`.
         */
        post: operations["lookUpNumbersFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the rows of a workbook, to look up the numbers in them
         * @description An XLSX file of up to 4 MiB. Nothing of it is kept, and no formula is computed. Of the first sheet with data, or of the one that `sheet` names, up to 5000 rows of 50 cells are told; rows without a value don’t count. What can’t be read is a 400, and its `code` says why: `not-a-workbook`, `workbook-kind-unread` (.xls, .xlsb, .ods), `zip-encrypted` (a password), `zip-damaged` and `xml-malformed` (not whole), `zip-bomb` and `unpacked-too-large`, `workbook-too-costly`, `sheet-missing`, `empty-file`.
         *
         *     Scope: `catalog:read`.
         */
        post: operations["readWorkbookRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your orders
         * @description List your orders
         *
         *     Scope: `orders:read`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Place an order
         * @description All lines are reserved or none. Send it again with the same `Idempotency-Key` when no answer came: it is placed once. An order that was refused for its stock stays refused under its key; take a new key to try again.
         *
         *     Scope: `orders:write`.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order
         * @description Get an order
         *
         *     Scope: `orders:read`.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description Gives the stock back. Cancelling again changes nothing.
         *
         *     Scope: `orders:write`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an order as a table
         * @description A row a line, for a spreadsheet or a shop’s own program. Prices are decimals in `currency`. `warehouseName` is what people call the warehouses of a line, or their code where they have no name; it is empty without the scope `inventory:read`.
         *
         *     Scope: `orders:read`.
         */
        get: operations["getOrderFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/part-type-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count your own parts by part type, also those whose type means nothing yet
         * @description A page counts some 20,000 parts: add them up as long as there is a `nextPageToken`. What changes meanwhile may be counted as it was before or as it is then.
         *
         *     Scope: `imports:read`.
         */
        get: operations["countPartTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/part-type-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what foreign ids of part types mean to you
         * @description List what foreign ids of part types mean to you
         *
         *     Scope: `imports:read`.
         */
        get: operations["listPartTypeIds"];
        /**
         * Say what foreign ids of part types mean
         * @description All that you said before is replaced. Rows may then name their part type by such an id. Parts that came with one get their type soon after; one that means nothing any more leaves them without.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putPartTypeIds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what some foreign ids of part types mean, or don’t any more
         * @description The others stay as they are. At most 1000 at once.
         *
         *     Scope: `imports:write`.
         */
        patch: operations["changePartTypeIds"];
        trace?: never;
    };
    "/v1/part-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the part types as a tree, or find some by their trade names
         * @description List the part types as a tree, or find some by their trade names
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listPartTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/part-types/{partTypeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a part type
         * @description Get a part type
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getPartType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a part
         * @description Get a part
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getPart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a part’s stock and prices
         * @description Get a part’s stock and prices
         *
         *     Scope: `inventory:read`.
         */
        get: operations["getPartAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/fitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vehicles that a part fits
         * @description List the vehicles that a part fits
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listPartFitments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the images that a part’s publisher has put up
         * @description Who may see the part may see them; of a part that was withdrawn its publisher, who may take them down. They stand in the `media` of the part, too.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listPartImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/images/{imageName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an image of a part
         * @description For pages of the platform: the session’s cookie is enough. It is sent as WebP, upright, and without what the file told beside its pixels.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getPartImage"];
        /**
         * Put up an image of a part, or another in its place
         * @description A PNG, a JPEG or a WebP, by its bytes; at most 10 MiB, 16 to 16,000 pixels a side and 50 million in all. A part has at most 24. A new one comes last; one in the place of another keeps place and caption. With `If-None-Match: *` none takes another’s place, with `If-Match` only that of the one it names. Equal files take their space once.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putPartImage"];
        post?: never;
        /**
         * Take an image of a part down
         * @description Take an image of a part down
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deletePartImage"];
        options?: never;
        head?: never;
        /**
         * Change the caption or the place of an image
         * @description Change the caption or the place of an image
         *
         *     Scope: `imports:write`.
         */
        patch: operations["changePartImage"];
        trace?: never;
    };
    "/v1/parts/{partId}/interchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a part can be exchanged for, and what belongs to it
         * @description The same OE number, cross-references, comparable parts, supersessions, accessories and kits, each with who says so and for what time; what to buy in its place; and the loops and contradictions on the way.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getPartInterchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what a part costs
         * @description All of its prices at once, each from a quantity on. `pricesVersion` says which ones you have seen: where another has changed them since, nothing is written. Asking for what is so already is no change.
         *
         *     Scope: `offers:write`.
         */
        put: operations["putPartOffer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/price-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what your prices of a part were
         * @description Each time that a price became another one, the newest first. What a price was before this was kept is told by the first change since, as `before`.
         *
         *     Scope: `offers:write`.
         */
        get: operations["listPriceChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/stock-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was booked of your stock of a part
         * @description The ledger, the newest first: imports, orders, and changes by hand.
         *
         *     Scope: `inventory:write`.
         */
        get: operations["listStockEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/parts/{partId}/stock/{warehouseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Put right what a warehouse has of a part
         * @description A count says what was there when you looked, and is refused where another has changed it since. A `delta` needs a reason. Either goes into the ledger. Sent again with the same `Idempotency-Key` it is done once. What is reserved for orders under way can’t be taken away. An unknown warehouse is refused: imports make warehouses.
         *
         *     Scope: `inventory:write`.
         */
        patch: operations["changePartStock"];
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a mail with which a new password can be set
         * @description The answer is the same whether the e-mail has an account or not. A link is good once, for an hour.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a mailed link
         * @description Ends all sessions of the user.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/release-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the limits on what is published by itself
         * @description Get the limits on what is published by itself
         *
         *     Scope: `imports:read`.
         */
        get: operations["getReleaseRules"];
        /**
         * Set the limits on what is published by itself
         * @description They hold for releases that are staged from then on. `rulesVersion` says which ones you have seen: where another has changed them since, nothing is written. Left out, whatever is there is replaced.
         *
         *     Scope: `imports:write`.
         */
        put: operations["setReleaseRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your releases, newest first
         * @description List your releases, newest first
         *
         *     Scope: `imports:read`.
         */
        get: operations["listReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{releaseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a release, with some of what it changes
         * @description Get a release, with some of what it changes
         *
         *     Scope: `imports:read`.
         */
        get: operations["getRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{releaseId}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a release changes
         * @description What is added, then what is changed, then what is removed, each in the order of the numbers.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listReleaseChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{releaseId}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discard a release that isn’t published
         * @description Discard a release that isn’t published
         *
         *     Scope: `imports:write`.
         */
        post: operations["discardRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{releaseId}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a release
         * @description All of it goes live at once, in the background. Where what is live is no longer what the release was compared with, nothing is published: the release is `staged` again with the new difference and the hold `live-changed`.
         *
         *     Scope: `imports:write`.
         */
        post: operations["publishRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{releaseId}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll a feed’s live release back
         * @description What it changed is as it was before, at once, in the background; the release that it superseded is live again. What something else has changed since stays, and is counted in `kept`.
         *
         *     Scope: `imports:write`.
         */
        post: operations["rollBackRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rule-packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your rule packs by name
         * @description List your rule packs by name
         *
         *     Scope: `imports:read`.
         */
        get: operations["listRulePacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rule-packs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a rule pack’s file back
         * @description Get a rule pack’s file back
         *
         *     Scope: `imports:read`.
         */
        get: operations["getRulePack"];
        /**
         * Add a rule pack, or replace it
         * @description Rules by which a VIN of a maker tells more than NHTSA’s patterns know. The pack is taken or refused as a whole; a refusal names the place of each fault. Your decodes of single VINs and your checks by VIN use it from the next second on.
         *
         *     Scope: `imports:write`.
         */
        put: operations["putRulePack"];
        post?: never;
        /**
         * Delete a rule pack
         * @description Delete a rule pack
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteRulePack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find parts by VIN, number, vehicle or words
         * @description With a vehicle, every hit carries the proof that it fits; so it does where words name one, as `雅阁 机油格`: then it fits all of these vehicles, or some, and the proof says which. Prices and stock are live and shown to keys with scope `inventory:read`. `page` × `pageSize` is at most 10,000.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["searchParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who is signed in
         * @description See who is signed in
         *
         *     For users: a session, no key.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Begins a session and sets its cookie. An e-mail that nobody has and a wrong password are answered alike.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description The session ends at once, also for who has a copy of its cookie.
         *
         *     For users: a session, no key.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Ends all of your sessions and begins one.
         *
         *     For users: a session, no key.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go on for another tenant
         * @description The session gets another cookie and another CSRF token; the ones before are good for nothing.
         *
         *     For users: a session, no key.
         */
        put: operations["switchTenant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your stock and prices
         * @description Without `q` and `brandId` all that you have, or had, stock or a price of. With them what the search finds, also parts that you never had any of; to its 10,000th hit. A page may have fewer parts than `pageSize`, or none: there is more as long as there is a `nextPageToken`.
         *
         *     Scope: `inventory:write`.
         */
        get: operations["listStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storefront": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how the catalogue looks here
         * @description Of the storefront with the `slug`, or without it of the one that the host of the request belongs to. A host that is nobody’s has the platform’s own look, with `slug` null. No key is needed.
         */
        get: operations["getStorefront"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storefront-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the settings of your storefront
         * @description Get the settings of your storefront
         *
         *     Scope: `storefront:write`.
         */
        get: operations["getStorefrontSettings"];
        /**
         * Set up your storefront, or change it
         * @description Replaces all of it but the logo: what is left out is worked out or empty. Texts on colours are held to the contrast of WCAG 2.2 AA; a colour that is left out is chosen so that it can be read. Other replicas show it within five seconds.
         *
         *     Scope: `storefront:write`.
         */
        put: operations["putStorefrontSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storefront-settings/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put up the logo of your storefront
         * @description A PNG, a JPEG or a WebP, by its bytes; at most 512 KiB and 16 to 4096 pixels a side. A square is best for a home screen.
         *
         *     Scope: `storefront:write`.
         */
        put: operations["putStorefrontLogo"];
        post?: never;
        /**
         * Take the logo of your storefront down
         * @description Take the logo of your storefront down
         *
         *     Scope: `storefront:write`.
         */
        delete: operations["deleteStorefrontLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storefronts/{slug}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the logo of a storefront
         * @description Get the logo of a storefront
         */
        get: operations["getStorefrontLogo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/storefronts/{slug}/manifest.webmanifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the web app manifest of a storefront
         * @description The app begins at `/` where the request came to a host of the storefront, otherwise at `/t/{slug}/`.
         */
        get: operations["getStorefrontManifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what somebody who types may mean
         * @description For every letter typed into the one box: VINs, numbers in any spelling (from four characters on), part types by any of their names (`jylqq` and `jiyou` for 机油滤清器, too), brands, makes, models and generations. With a vehicle, numbers and part types are those of parts that fit it.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your uploads that wait for more
         * @description List your uploads that wait for more
         *
         *     Scope: `imports:read`.
         */
        get: operations["listUploads"];
        put?: never;
        /**
         * Begin an upload that may be interrupted
         * @description For files over lines that break: say what it is here, send it in parts with PATCH, ask with HEAD how far it has come. It becomes an import with its last byte. Speaks tus 1.0 (core, creation, termination), so that its clients can be used. What nothing comes of for a day is given up.
         *
         *     Scope: `imports:write`.
         */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far an upload has come
         * @description HEAD tells the same in its headers.
         *
         *     Scope: `imports:read`.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Give an upload up
         * @description What has become an import stays one.
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        /**
         * Send the next part of an upload
         * @description Any part of the rest, up to all of it. What is safe on disk when the line breaks stays. A part that is sent again from an offset that has been passed is refused with the right one, in `Upload-Offset`. With the last byte the import begins; `Import-Location` leads to it.
         *
         *     Scope: `imports:write`.
         */
        patch: operations["appendUpload"];
        trace?: never;
    };
    "/v1/vehicle-releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the releases of your vehicles, newest first
         * @description List the releases of your vehicles, newest first
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listVehicleReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the vehicles of a model and year, or look one up by an id of another table
         * @description With `modelId` and `year`: one vehicle for each engine and body, the platform’s and your own. With `externalId`: what that id names, wherever it has been moved since; `ktype.pc:15657` and `ktype.cv:15657` are different vehicles. With `unresolved=true`: what your imports name and the platform’s table has no counterpart of, in pages.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listVehicles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vehicles/{vehicleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a vehicle, as it is or as it was
         * @description An id that was merged or replaced answers with the vehicle that took its place and says so. `release` and `asOf` go back in what you have added to the table; the platform’s own rows are those of the table that is served now.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getVehicle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vehicles/{vehicleId}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the parts that fit a vehicle
         * @description Each with verdict and proof. `page` × `pageSize` is at most 10,000.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["listVehicleParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vin-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which data VINs are decoded by
         * @description The operator replaces it while the platform runs (`qipei vin-data install`).
         *
         *     Scope: `catalog:read`.
         */
        get: operations["getVinData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vins/{vin}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Decode a VIN
         * @description Any text is an answerable question: what is wrong with it is said in `notes`, what could not be known is absent. Where several vehicles remain, `questions` tell them apart; call again with what was answered, such as `answer.displacementL=1.5&answer.body=三厢轿车`. An answer that no vehicle has is refused with the `options`.
         *
         *     Scope: `catalog:read`.
         */
        get: operations["decodeVin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vins/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decode any number of VINs
         * @description A line of the answer for each line of the body, in its order, while the body still comes: read as you write. A body of up to some megabytes may be sent whole before the answer is read. A line that names no VIN is answered by its error, and the rest goes on; blank lines are skipped. A line may have 4 KiB. Vehicles are the platform’s and your own. An answer that breaks off before its end is incomplete.
         *
         *     Scope: `catalog:read`.
         */
        post: operations["decodeVins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your warehouses
         * @description List your warehouses
         *
         *     Scope: `inventory:read`.
         */
        get: operations["listWarehouses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your webhooks
         * @description List your webhooks
         *
         *     Scope: `imports:read`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook
         * @description From now on each change of these kinds that you may see is posted to the URL, signed by the Standard Webhooks specification, at least once.
         *
         *     Scope: `imports:write`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description Get a webhook
         *
         *     Scope: `imports:read`.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook and its deliveries
         * @description Delete a webhook and its deliveries
         *
         *     Scope: `imports:write`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description What isn’t given stays. One that is enabled again is sent what it missed.
         *
         *     Scope: `imports:write`.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a webhook’s deliveries, newest first
         * @description Those that ended are kept for 30 days, 10,000 of a webhook at most.
         *
         *     Scope: `imports:read`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description Under the same `webhook-id`.
         *
         *     Scope: `imports:write`.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what changed since an instant
         * @description Each change that is still the newest of its part, and what happened within the last 30 days.
         *
         *     Scope: `imports:write`.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description The one before signs beside it for a day.
         *
         *     Scope: `imports:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Of type `webhook.test`, also to one that is disabled. What came of it is in the list of deliveries.
         *
         *     Scope: `imports:write`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInvitation: {
            /** @description Of a new account; needed for one. */
            name?: string;
            password: string;
        };
        ApiKey: {
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            createdAt: string;
            customerId: string | null;
            keyId: string;
            name: string;
            revokedAt: string | null;
            scopes: string[];
        };
        AuditEntry: {
            /** @description The `operationId` of what was done, or `signInFailed`. */
            action: string;
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "user" | "key" | "operator" | "platform";
                /** @description E-mail of the user, name of the key, as it was then. */
                name: string | null;
            };
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            at: string;
            /** @description Failed sign-ins are counted by the hour; everything else is 1. */
            count: number;
            entryId: string;
            /** @description Ids of what it was done to, such as `jobId`. Never what was sent. */
            subjects: {
                [key: string]: string;
            };
        };
        Availability: {
            /** @description Lowest price a piece at quantity 1; null without an offer. */
            bestPrice: components["schemas"]["Money"] | null;
            partId: string;
            prices: {
                minQuantity: number;
                price: components["schemas"]["Money"] | null;
            }[];
            /** @description Another one where the prices are others: to be said by who changes them. */
            pricesVersion: string;
            stock: {
                /** @description onHand less reserved, never below 0. */
                available: number;
                onHand: number;
                reserved: number;
                warehouseId: string;
            }[];
            totalAvailable: number;
        };
        Brand: {
            brandId: string;
            name: string;
            nameZh: string | null;
            partCount: number;
        };
        BuyOption: {
            /** @description All of them together. */
            items: {
                number: components["schemas"]["PartNumber"];
                /** @description Null where no part that you may see is known. */
                partId: string | null;
                /** @description Numbers on the way from the part asked for, both ends included. */
                path: components["schemas"]["PartNumber"][];
                quantity: number;
            }[];
        };
        ChangeMember: {
            /** @description For a buyer, and for nobody else: whom it buys for. */
            customerId?: string;
            /** @enum {string} */
            role: "owner" | "catalogue-manager" | "seller" | "buyer";
        };
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
        };
        CreateKey: {
            /** @description Customer of yours on whose behalf it acts; unless given it acts for you. */
            customerId?: string;
            name: string;
            scopes: ("catalog:read" | "inventory:read" | "inventory:write" | "offers:write" | "imports:read" | "imports:write" | "orders:read" | "orders:write" | "members:write" | "keys:write" | "storefront:write" | "audit:read" | "operations:read")[];
        };
        /** @description What one would have to know of the vehicle to tell. */
        Deciding: {
            /** @description Of the vehicle: `displacementL`, `engineModel`, `productionDate`, …; or `qualifier`. */
            attribute: string;
            /** @description What people call the options, in their order. */
            labels: components["schemas"]["Names"][];
            /** @description `other` stands for all that no fitment asks for. A range of dates is `from..to`. */
            options: string[];
            /** @description Of `qualifier`: which. */
            qualifier: string | null;
        };
        DecodedVin: {
            /** @description By vPIC’s element name in camelCase: `make`, `model`, `modelYear`, … What isn’t known is absent. */
            attributes: {
                [key: string]: {
                    /** @description The pattern or rule that gave it. */
                    source: string;
                    value: string;
                };
            };
            candidates: {
                agrees: string[];
                contradicts: string[];
                /** @description 0 to 1. */
                score: number;
                /** @description Attributes of which the VIN, the vehicle or both say nothing. */
                unknown: string[];
                vehicle: components["schemas"]["Vehicle"] | null;
                vehicleId: string;
            }[];
            /** @description European makers fill position 9 as they like: a wrong one is a note there. */
            checkDigit: {
                expected: string | null;
                given: string | null;
                valid: boolean;
            };
            /** @description How many vehicles were compared; `candidates` has 20 at most. */
            compared: number;
            /** @description Positions in doubt, from 1. */
            doubtful: number[];
            /** @description NHTSA’s error codes; only those that the data can support. */
            errorCodes: {
                code: number;
                message: string;
                /** @description That it concerns, from 1. */
                positions: number[];
            }[];
            notes: components["schemas"]["Note"][];
            /** @description Of a VIN with unknown characters (`*`, `?`, `_`, or missing at its end). */
            partial: components["schemas"]["PartialVin"] | null;
            /** @description What could stand at the positions that the error codes are about. */
            possibleValues: {
                characters: string;
                position: number;
            }[];
            /** @description The fewest questions that tell apart what remains: the first is the one to ask. Empty where no answer would. */
            questions: components["schemas"]["VinQuestion"][];
            /** @description How many of them it can be: those that the VIN and the answers contradict least. */
            remaining: number;
            /** @description Where the text holds more than one VIN: all of them, at most 20; nothing is decoded then. */
            severalVins: string[];
            /** @description NHTSA’s correction, or the VIN with `!` at the positions at fault. */
            suggestedVin: string | null;
            suggestions: {
                /** @description 0 to 1. */
                confidence: number;
                /** @description Positions changed, from 1. */
                positions: number[];
                reason: string;
                vin: string;
            }[];
            /** @description As it was cleaned. */
            vin: string;
            /** @description Release of the data that decoded it: see `/v1/vin-data`. */
            vinData: string;
        };
        Diagram: {
            diagramId: string;
            image: components["schemas"]["Image"] | null;
            /** @description It is the caller’s: it may change it. */
            own: boolean;
            /** @description What is on it, as far as the caller may see it. */
            parts: {
                brand: string;
                name: components["schemas"]["Names"];
                partId: string;
                partNumber: string;
                partTypeId: string | null;
            }[];
            partTypeIds: string[];
            publisher: string;
            spots: {
                height: number;
                label: string;
                make: string | null;
                name: components["schemas"]["Names"];
                number: string | null;
                /** @description Those that the caller may see; for its publisher all. */
                partIds: string[];
                width: number;
                x: number;
                y: number;
            }[];
            title: components["schemas"]["Names"];
            updatedAt: string | null;
            /** @description For its publisher alone. */
            vehicleIds: string[];
            version: number;
        };
        DiagramHead: {
            diagramId: string;
            image: components["schemas"]["Image"] | null;
            /** @description It is the caller’s: it may change it. */
            own: boolean;
            publisher: string;
            title: components["schemas"]["Names"];
            updatedAt: string | null;
            version: number;
        };
        DiagramInput: {
            partTypeIds?: string[];
            spots?: {
                height: number;
                /** @description What stands there in the drawing, such as `7`. */
                label: string;
                /** @description Vehicle maker or brand whose number it is. */
                make?: string | null;
                name?: {
                    en?: string | null;
                    zh?: string | null;
                } | null;
                /** @description OE or part number, as it is printed. */
                number?: string | null;
                /** @description Of parts that you may see, or that were on it before; at most 500 on a drawing. */
                partIds?: string[];
                width: number;
                /** @description Fractions of the picture, from the upper left corner. */
                x: number;
                y: number;
            }[];
            title: {
                en?: string | null;
                zh?: string | null;
            };
            /** @description Whose drawing it is. */
            vehicleIds?: string[];
            /** @description The version it was made from: refused where somebody has changed it since. */
            version?: number;
        };
        /** @description A file of what you publish, made in the background. */
        Export: {
            /** @description Whose state of your data the file shows. */
            asOf: string | null;
            createdAt: string | null;
            /** @description When the export and its file are removed. */
            expiresAt: string | null;
            exportId: string;
            failure: string | null;
            /** @description Null where there is none. */
            file: {
                bytes: number;
                filename: string;
                mediaType: string;
                sha256: string;
            } | null;
            finishedAt: string | null;
            /** @enum {string} */
            format: "csv" | "ndjson" | "xlsx" | "aces-3.1" | "aces-4.2" | "aces-5.0" | "pies-7.2" | "pies-8.0" | "pies-workbook";
            gzip: boolean;
            /** @enum {string} */
            kind: "parts" | "fitments";
            /** @description Things that the format could not hold; see `/losses`. */
            losses: number;
            /** @description What is to be known of the file as a whole, as `<code>: <message>`. `record-by-record`: the storage gives no state of many records; what was imported while the file was made may be in it in part. */
            notes: string[];
            /** @description Parts or fitments written so far. */
            rows: number;
            selection: {
                /** @description Empty: of any. */
                brands: string[];
                /** @description Null: of any data set. */
                feed: string | null;
                /** @description Empty: of any. */
                numbers: string[];
                /** @description Empty: of any. */
                partIds: string[];
                /** @description Empty: of any. */
                partTypes: string[];
                updatedSince: string | null;
            };
            settings: {
                [key: string]: string;
            };
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
        };
        ExportLoss: {
            /** @description `left-out`: the record isn’t written, without this it would say something else; `dropped`: only this isn’t; `changed`: something close to it is; `not-standard`: it is written, though the format has no such thing. */
            code: string;
            count: number;
            /** @description The first ones; of an app its id. */
            partNumbers: string[];
            /** @description A field or an element. */
            what: string;
        };
        /** @description What the feed says of the file, in its own texts. */
        FeedAssetFile: {
            assetDetailType: string | null;
            background: string | null;
            colorMode: string | null;
            countries: string[];
            descriptions: {
                code: string | null;
                language: string | null;
                text: string;
            }[];
            dimensions: {
                height: string | null;
                unit: string | null;
                width: string | null;
            };
            effectiveDate: string | null;
            expirationDate: string | null;
            fileDateModified: string | null;
            fileName: string | null;
            filePath: string | null;
            fileSize: string | null;
            fileType: string | null;
            language: string | null;
            orientationView: string | null;
            /** @description Names of elements beyond these, which are kept; their publisher’s alone. */
            others: string[];
            representation: string | null;
            resolution: string | null;
            uri: string | null;
        };
        FeedAssets: {
            assets: {
                /** @description The publisher’s data set; empty for the main one. */
                feed: string;
                /** @description Of a `DigitalFileInformation`. */
                file: components["schemas"]["FeedAssetFile"] | null;
                /** @description Company and title of the feed that said it, and from when it holds. */
                header: {
                    feed: string | null;
                    release: string | null;
                };
                name: string;
                /** @description Whose feed says it. */
                publisher: string;
                /** @description Import job and row. */
                source: string;
                /** @description Of an `Asset`: to which it belongs. */
                vehicles: components["schemas"]["FeedAssetVehicles"] | null;
            }[];
            nextPageToken: string | null;
        };
        FeedAssetVehicles: {
            /** @description As `vcdb.subModel:39`. */
            attributes: string[];
            /** @description As the feed has it: `vcdb.baseVehicle:2771`. */
            baseVehicle: string | null;
            make: string | null;
            /** @description `*` for all models of the make. */
            model: string | null;
            note: string | null;
            qualifiers: string[];
            /** @description The feed’s own id of the record. */
            record: string | null;
            reference: string | null;
            /** @description The feed asks not to check the vehicle against the VCdb. */
            unchecked: boolean;
            yearFrom: number | null;
            yearTo: number | null;
        };
        FeedLine: {
            at: string | null;
            /**
             * @description `deleted`: withdrawn, or not yours to see any more.
             * @enum {string}
             */
            change: "saved" | "deleted";
            /** @description Goes on behind this line. */
            cursor: string;
            /** @description Of what was saved: the part, its fitments, or the release. */
            data?: components["schemas"]["WholePart"] | components["schemas"]["PartFitments"] | components["schemas"]["Release"];
            /** @description Of fitments the part’s. */
            id: string;
            /** @enum {string} */
            type: "part" | "fitments" | "release";
            /** @description Of the part, its fitments, or the release. Lines count by their order. */
            version: number;
        };
        Fit: {
            /** @description The same as questions. */
            deciding: components["schemas"]["Deciding"][];
            proof: components["schemas"]["Fitment"][];
            /** @description What would have to be known to tell. */
            undecided: string[];
            /** @enum {string} */
            verdict: "fits" | "does-not-fit" | "cannot-tell";
            whyNot: components["schemas"]["WhyNot"] | null;
        };
        /** @description This part goes on these vehicles, there, so many times, on those conditions. */
        Fitment: {
            /** @description A condition; null means any. */
            body: string | null;
            confidence: number;
            /** @description A condition; null means any. */
            cylinders: number | null;
            /** @description A condition; null means any. */
            displacementL: string | null;
            /** @description A condition; null means any. */
            drive: string | null;
            /** @description A condition; null means any. */
            engineModel: string | null;
            /** @description What the feed says beside where the part fits. */
            extras: {
                assets: {
                    /** @enum {string} */
                    kind: "diagram" | "asset";
                    name: string | null;
                    order: string | null;
                    /** @description What marks the part in the diagram. */
                    ref: string | null;
                    text: string | null;
                }[];
                displayOrder: string | null;
                /** @description What the maker calls the part on these vehicles. */
                labels: string[];
                reference: string | null;
                subBrand: string | null;
                /** @description The publisher wants the vehicle not to be checked against the table that its ids are of. */
                unchecked: boolean;
            } | null;
            /** @description What the publisher calls the data it comes from. */
            feed: string | null;
            fitmentId: string;
            /** @description A condition; null means any. */
            fuel: string | null;
            labels: components["schemas"]["FitmentLabels"];
            make: string | null;
            makeId: string | null;
            makeZh: string | null;
            model: string | null;
            modelId: string | null;
            note: string | null;
            partId: string;
            position: string | null;
            /** @description Built from then on. `YYYY-MM` or `YYYY-MM-DD`. */
            producedFrom: string | null;
            /** @description Built until then, itself included. `YYYY-MM` or `YYYY-MM-DD`. */
            producedTo: string | null;
            qualifiers: string[];
            /** @description Pieces a vehicle. */
            quantity: number | null;
            /** @description The feed’s own id of the row, else the row. */
            record: string | null;
            /** @description The feed’s release. */
            release: string | null;
            /** @description Import job and row. */
            source: string | null;
            /** @description A condition; null means any. */
            transmission: string | null;
            /** @description Today’s vehicle table doesn’t have the model (any more): its names are null. */
            unresolved: boolean;
            yearFrom: number | null;
            yearTo: number | null;
        };
        FitmentCheck: {
            /** @description In the order of the pairs. */
            answers: components["schemas"]["PairAnswer"][];
            counts: {
                cannotTell: number;
                doesNotFit: number;
                errors: number;
                fits: number;
            };
            /** @description By id; each once, however many answers it proves or explains. */
            fitments: {
                [key: string]: components["schemas"]["Fitment"];
            };
            /** @description How to ask for what `deciding` names, by attribute. */
            questions: {
                [key: string]: {
                    en: string;
                    zh: string;
                };
            };
        };
        FitmentLabels: {
            body: components["schemas"]["Names"] | null;
            drive: components["schemas"]["Names"] | null;
            fuel: components["schemas"]["Names"] | null;
            position: components["schemas"]["Names"] | null;
            transmission: components["schemas"]["Names"] | null;
        };
        FoundVehicle: {
            /** @description The model in that year, whatever its engine and body; null for a variant as a whole. */
            baseVehicleId: string | null;
            body: string | null;
            /**
             * @description A month or a year.
             * @example 2005-03
             */
            builtFrom: string | null;
            /**
             * @description A month or a year.
             * @example 2005-03
             */
            builtTo: string | null;
            cylinders: number | null;
            displacementCc: number | null;
            /**
             * @description Litres.
             * @example 2.5
             */
            displacementL: string | null;
            doors: number | null;
            drive: string | null;
            /** @example 国六 */
            emission: string | null;
            engineCode: string | null;
            engineModel: string | null;
            /**
             * @description As `<kind>:<key>`. A number means something only with its kind.
             * @example [
             *       "ktype.pc:15657",
             *       "vcdb.baseVehicle:2771"
             *     ]
             */
            externalIds: string[];
            fuel: string | null;
            /** @description 代, such as E90. */
            generation: {
                chassisCode: string | null;
                generationId: string;
                name: string | null;
                nameZh: string | null;
            } | null;
            labels: components["schemas"]["VehicleLabels"];
            make: string;
            makeId: string;
            makeZh: string | null;
            market: string | null;
            model: string;
            modelId: string;
            modelZh: string | null;
            /** @description Of the variant (车型), beside make and model. */
            name: string | null;
            nameZh: string | null;
            /** @description Yours alone; the platform’s table doesn’t have it. */
            own: boolean;
            powerKw: number | null;
            powerPs: number | null;
            /** @description The way from the id that was asked for, where that was merged or replaced. */
            redirectedFrom: {
                from: string;
                reason: string;
                to: string;
            }[];
            /** @description The release of your vehicles as of which this is; null for now. */
            release: string | null;
            /** @description Not in the table any more; it can still be looked up. */
            retired: boolean;
            retiredReason: string | null;
            /** @description Import and row that last said something of it. */
            source: string | null;
            transmission: string | null;
            /** @description Stands for something of a foreign table that the platform’s table has no counterpart of. */
            unresolved: boolean;
            vehicleId: string;
            vehicleType: string | null;
            year: number | null;
        };
        /** @description Private parts that one tenant shares with another. */
        Grant: {
            allBrands: boolean;
            /** @description Empty where all are meant. */
            brands: {
                brandId: string;
                name: string;
            }[];
            createdAt: string | null;
            grantId: string;
            /** @description The publisher’s; null for the subscriber. */
            note: string | null;
            /** @description The tenant that shares its parts. */
            publisher: string;
            revokedAt: string | null;
            /**
             * @description `pending`: from `validFrom` on. `expired`: past `validUntil`.
             * @enum {string}
             */
            state: "pending" | "active" | "expired" | "revoked";
            /** @description The tenant that sees them. */
            subscriber: string;
            validFrom: string | null;
            validUntil: string | null;
            /** @description Counts the changes, from 1. */
            version: number;
        };
        GraphFault: {
            /** @enum {string} */
            code: "supersession-loop" | "replaced-yet-current" | "successors-disagree" | "successor-of-other-type" | "refers-to-itself" | "kit-contains-itself" | "sides-disagree" | "walk-cut";
            explanation: string;
            /** @description Their brands and numbers, in the same order. */
            numbers: string[];
            /** @description The part at which it was found. */
            partId: string;
            /** @description All parts at fault; of a loop in its order. */
            partIds: string[];
            /** @description Import job and row that says so. */
            source: string | null;
        };
        Hit: {
            bestPrice: components["schemas"]["Money"] | null;
            brand: string;
            brandId: string;
            /** @description Null where no vehicle was asked about; else the proof. */
            fit: components["schemas"]["Fit"] | null;
            /** @description The first one that its publisher has put up. */
            image: components["schemas"]["PartImage"] | null;
            name: components["schemas"]["Names"];
            partId: string;
            partNumber: string;
            partTypeId: string | null;
            /** @description Why it is here. */
            reasons: {
                kind: string;
                value: string;
            }[];
            /** @description Null where it isn’t known or the key may not see it. */
            totalAvailable: number | null;
        };
        Image: {
            height: number;
            /** @description WebP that fits into 256, 960 and 2048 pixels a side. */
            sources: {
                /** @description A path of this API; it changes with the picture. */
                large: string;
                /** @description A path of this API; it changes with the picture. */
                medium: string;
                /** @description A path of this API; it changes with the picture. */
                small: string;
            };
            /** @description Pixels of the large size; the others have the same form. */
            width: number;
        };
        ImportJob: {
            bytesDone: number;
            bytesTotal: number;
            created: number;
            createdAt: string | null;
            deleted: number;
            failed: number;
            failure: string | null;
            filename: string | null;
            finishedAt: string | null;
            /** @enum {string} */
            format: "csv" | "ndjson" | "xlsx" | "vcdb" | "aces" | "pies" | "pies-workbook" | "auto";
            jobId: string;
            /** @enum {string} */
            kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            /** @description About the file as a whole: `packing`, `format` (of `auto`) and `encoding`, as which it was read; `formula`, how many cells have one (their stored values are taken); `merged`, how many blank cells of a workbook took the value that is merged over them; `total-row`, a total under the table, which is no row; `short-row`, how many rows lack blank cells at their end; `unknown-column`, one whose values were not taken; `feed`, what a feed of ACES or PIES says of itself and what of it isn’t kept; `row-repeated`, rows that say a part which the file had said, with how many and the first; `warehouse-new`, a warehouse that rows of stock made, with how many rows and the first. */
            notes: {
                code: string;
                value: string;
            }[];
            /** @description Of an import that is a release: there once its first rows are. */
            releaseId: string | null;
            rows: number;
            /** @description Rows that were taken without a cell that couldn’t be read (`badCells=leave-out`); none of `failed`. */
            rowsLeftOut: number;
            /** @description How it was told to be taken: `release`, `feed`, `submission`, `source`, `newWarehouses`. */
            settings: {
                [key: string]: string;
            };
            /**
             * @description `done`: every row was read, broken ones are in the errors. `failed`: `failure` says why; rows before it were taken.
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            unchanged: number;
            updated: number;
        };
        ImportPreview: {
            delimiter: string | null;
            encoding: string | null;
            errors: components["schemas"]["RowError"][];
            /** @description Why the file as a whole can’t be read. */
            failure: string | null;
            /** @description What a mapping may say of each field. */
            fieldDetails: {
                field: string;
                required: boolean;
                /** @description That its values may be given in, beside its own. */
                units: string[];
            }[];
            /** @description The fields that there are. */
            fields: string[];
            fingerprint: string | null;
            /** @enum {string} */
            format: "csv" | "ndjson" | "xlsx" | "vcdb" | "aces" | "pies" | "pies-workbook" | "auto";
            /** @description Line of the headings, from 1. */
            headerRow: number | null;
            /** @description `headings` has the first 500. */
            headingCount: number;
            headings: {
                confidence: number;
                /** @description The word, or the look, that it goes by. */
                evidence: string | null;
                /** @description What it would be read as; null: nothing takes the column. */
                field: string | null;
                heading: string;
                /** @description From 0. */
                position: number;
                /** @description Whether the mapping says it, the heading does, or the look of the values. */
                reason: ("mapping" | "name" | "synonym" | "spelling" | "part-of-heading" | "values") | null;
                samples: string[];
            }[];
            /**
             * @description As which it was read.
             * @enum {string}
             */
            kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            /** @description By which the rows are read: send it with the import, or save it. */
            mapping: components["schemas"]["Mapping"];
            /** @description Required fields that no heading leads to. */
            missingFields: string[];
            notes: {
                code: string;
                value: string;
            }[];
            packing: ("gzip" | "zip") | null;
            /** @description The profile by which the rows are read: the one asked for, or one saved for such headings. */
            profile: string | null;
            rows: {
                line: number;
                row: number;
                /** @description By field. */
                values: {
                    [key: string]: unknown;
                };
            }[];
            sheet: string | null;
            sheets: string[];
            /** @description Of `headings`, those that nothing takes. */
            unusedHeadings: string[];
        };
        ImportUpload: {
            bytesTotal: number;
            createdAt: string | null;
            /** @description When it is given up, unless more comes. */
            expiresAt: string | null;
            filename: string | null;
            /** @description The import, once the file is whole. */
            jobId: string | null;
            /** @enum {string} */
            kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            /** @description How many bytes are safe on disk; go on from there. */
            offset: number;
            uploadId: string;
        };
        /** @description How the query was understood. */
        Intent: {
            /** @description Words that matched nothing as typed, and what was searched instead. */
            corrections: {
                [key: string]: string;
            };
            /** @enum {string} */
            kind: "browse" | "vin" | "number" | "words";
            /** @description All hits fit some of those. */
            limitedToNamed: boolean;
            /** @description The vehicles that words name, as far as the vehicle table has them. */
            named: {
                displacementL: string | null;
                modelIds: string[];
                yearFrom: number | null;
                yearTo: number | null;
            } | null;
            notes: components["schemas"]["Note"][];
            numberKey: string | null;
            partTypeIds: string[];
            /** @description The same, with their names. */
            partTypes: {
                name: components["schemas"]["Names"];
                partTypeId: string;
            }[];
            /** @description What each part of the query was taken for, in its order. */
            pieces: components["schemas"]["UnderstoodPiece"][];
            /** @description Where the query holds more than one VIN: none of them is taken, and nothing is found. */
            severalVins: string[];
            /** @description The vehicles the answer is limited to. */
            vehicles: components["schemas"]["Vehicle"][];
            vin: string | null;
            /** @description What was left of the query as words. */
            words: string | null;
        };
        Interchange: {
            /** @description The day for which it holds, YYYY-MM-DD. */
            asOf: string;
            /** @description What to buy on that day: any one option. Stock is not looked at. */
            buy: components["schemas"]["BuyOption"][];
            /** @description The parts among `buy`. */
            currentPartIds: string[];
            edges: {
                /** @description Said to be one of several to choose from. */
                alternative: boolean;
                declaredBy: {
                    partId: string;
                    publisher: string;
                    /** @enum {string} */
                    side: "this" | "other";
                    /** @description Import job and row that says so. */
                    source: string | null;
                };
                /** @description Steps along supersessions or into kits, 1 for a direct edge. */
                distance: number;
                /** @description From when it holds: YYYY, YYYY-MM or YYYY-MM-DD. */
                effectiveDate: string | null;
                /** @description Whether it takes part in `buy`: it is in force, and said by the part itself, its publisher, its brand or you. */
                followed: boolean;
                fromNumber: components["schemas"]["PartNumber"] | null;
                /** @description Where the step starts; null at a number that no part you may see has. */
                fromPartId: string | null;
                inForce: boolean;
                /** @description Null where no part that you may see is known. */
                part: components["schemas"]["Part"] | null;
                /** @description Pieces of the other part for one of this. */
                quantity: number;
                /** @enum {string} */
                relation: "same-oe" | "cross-reference" | "comparable" | "superseded-by" | "supersedes" | "accessory" | "accessory-of" | "component" | "part-of";
                source: string | null;
                /** @description Supersessions of one part with the same text hold together only. */
                together: string | null;
                /** @description The last day, month or year of it. */
                validUntil: string | null;
                /** @description The number through which they meet. */
                via: components["schemas"]["PartNumber"] | null;
            }[];
            /** @description Loops and contradictions among what was walked through. */
            faults: components["schemas"]["GraphFault"][];
            /** @description Supersessions that lead back to themselves. */
            loopPartIds: string[];
            numbers: components["schemas"]["PartNumber"][];
            partId: string;
            /** @description What there is more of than the answer tells; empty where it is whole. */
            truncated: ("steps" | "parts" | "edges" | "numbers" | "options")[];
        };
        Invitation: {
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            createdAt: string;
            /** @description Customer of the tenant that a buyer buys for; null for everybody else. */
            customerId: string | null;
            email: string;
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            expiresAt: string;
            invitationId: string;
            /** @enum {string} */
            role: "owner" | "catalogue-manager" | "seller" | "buyer";
        };
        InviteMember: {
            /** @description For a buyer, and for nobody else: whom it buys for. */
            customerId?: string;
            email: string;
            /** @enum {string} */
            role: "owner" | "catalogue-manager" | "seller" | "buyer";
        };
        Key: {
            /** @description Customer of the tenant on whose behalf the key acts; null for the tenant itself. */
            customerId: string | null;
            /** @description null for the session of a user. */
            keyId: string | null;
            scopes: string[];
            tenant: string;
        };
        LeftDiagram: {
            diagramId: string;
            /** @description Those on it that you don’t see any more. */
            partIds: string[];
            title: components["schemas"]["Names"];
        };
        LeftImages: {
            /** @description What is still known of it, in capitals and without signs. Null where there never was such a part. */
            brand: string | null;
            images: components["schemas"]["PartImage"][];
            partId: string;
            /** @description Likewise. */
            partNumber: string | null;
        };
        /** @description What an id of another table names. */
        LookedUp: {
            id: string;
            /** @enum {string} */
            kind: "make" | "model" | "generation" | "variant" | "base-vehicle";
            make: components["schemas"]["Make"] | null;
            model: components["schemas"]["Model"] | null;
            /** @description The way from the id that was asked for, where that was merged or replaced. */
            redirectedFrom: {
                from: string;
                reason: string;
                to: string;
            }[];
        };
        Make: {
            /**
             * @description As `<kind>:<key>`. A number means something only with its kind.
             * @example [
             *       "ktype.pc:15657",
             *       "vcdb.baseVehicle:2771"
             *     ]
             */
            externalIds: string[];
            /** @example mk448 */
            makeId: string;
            modelCount: number;
            name: string;
            nameZh: string | null;
            /** @description Yours alone; the platform’s table doesn’t have it. */
            own: boolean;
        };
        /** @description What the headings of a file mean, and how it is written. Every member may be left out. */
        Mapping: {
            /** @description By heading. */
            columns?: {
                [key: string]: string | {
                    field: string;
                    prefix?: string;
                    unit?: string;
                } | null;
            };
            /** @description By field: what it is where a row doesn’t say. */
            constants?: {
                [key: string]: string;
            };
            /**
             * @description What stands before the fraction of a number.
             * @enum {unknown}
             */
            decimal?: "," | ".";
            /** @enum {unknown} */
            delimiter?: "," | ";" | "\t" | "|";
            /** @enum {unknown} */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252" | "windows-1251";
            /** @description Line of the headings, from 1. */
            headerRow?: number;
            sheet?: string;
        };
        MappingProfile: {
            createdAt: string | null;
            /** @description Of the headings that it was saved for; previews of such files propose it. */
            fingerprint: string | null;
            /** @enum {string} */
            kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            lastUsedAt: string | null;
            mapping: components["schemas"]["Mapping"];
            name: string;
            updatedAt: string | null;
            version: number;
        };
        Member: {
            /** @description Customer of the tenant that a buyer buys for; null for everybody else. */
            customerId: string | null;
            email: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "catalogue-manager" | "seller" | "buyer";
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            since: string;
            userId: string;
        };
        Model: {
            /**
             * @description As `<kind>:<key>`. A number means something only with its kind.
             * @example [
             *       "ktype.pc:15657",
             *       "vcdb.baseVehicle:2771"
             *     ]
             */
            externalIds: string[];
            make: string;
            makeId: string;
            modelId: string;
            name: string;
            nameZh: string | null;
            /** @description Yours alone; the platform’s table doesn’t have it. */
            own: boolean;
            yearFrom: number | null;
            yearTo: number | null;
        };
        Money: {
            /**
             * @description Minor units (cents, fen).
             * @example 12850
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example CNY
             */
            currency: string;
        };
        MovedImages: {
            fromPartId: string;
            /** @description In the order in which they are shown. */
            images: components["schemas"]["PartImage"][];
            toPartId: string;
        };
        Names: {
            en: string | null;
            zh: string | null;
        };
        NewExport: {
            /**
             * @description Tables of either kind; `pies-…` of parts, `aces-…` of fitments.
             * @enum {string}
             */
            format: "csv" | "ndjson" | "xlsx" | "aces-3.1" | "aces-4.2" | "aces-5.0" | "pies-7.2" | "pies-8.0" | "pies-workbook";
            gzip?: boolean;
            /** @enum {string} */
            kind: "parts" | "fitments";
            /** @description All that is given must hold; nothing given: all that you publish. A list names one at least. */
            selection?: {
                /** @description In any spelling. */
                brands?: string[];
                /** @description Only of this data set; empty for the main one. */
                feed?: string;
                /** @description The parts’ own numbers in any spelling, of any brand. */
                numbers?: string[];
                partIds?: string[];
                /** @description Ids of part types, or typed ids of a foreign table. */
                partTypes?: string[];
                /**
                 * Format: date-time
                 * @description Parts that were last changed then or later.
                 */
                updatedSince?: string;
            };
            /** @description `bom` (`true`): a CSV file is led by a byte order mark, as Excel wants it. ACES and PIES: texts of the header, such as `company`, `documentTitle`, `vcdbDate`, or `technicalContact`, `parentBrandId`. */
            settings?: {
                [key: string]: string;
            };
        };
        NewGrant: {
            /** @description Everything, brands that come later too. Either this or `brands`. */
            allBrands?: boolean;
            /**
             * @description In any spelling; they need not have parts yet.
             * @example [
             *       "Bosch",
             *       "曼牌"
             *     ]
             */
            brands?: string[];
            /** @description Yours: nobody else sees it. */
            note?: string;
            /**
             * @description The tenant that is to see them, by its id. Whether there is one is not told.
             * @example acme-garage
             */
            subscriber: string;
            /**
             * Format: date-time
             * @description At once unless given.
             */
            validFrom?: string;
            /**
             * Format: date-time
             * @description The first moment at which it doesn’t hold any more; without end unless given.
             */
            validUntil?: string;
        };
        Note: {
            code: string;
            message: string;
        };
        NumberVehicles: {
            /** @description Keys that were looked for. */
            keys: string[];
            nextPageToken: string | null;
            /** @description The parts with the number, at most 200. */
            parts: {
                brand: string;
                partId: string;
                partNumber: string;
                /** @description The number that matched. */
                via: components["schemas"]["PartNumber"] | null;
            }[];
            /** @description There may be more parts than were looked at. */
            partsCut: boolean;
            /** @description Models, on all pages. */
            total: number;
            vehicles: {
                /** @description Every fitment has conditions beside model and year: check the vehicle. */
                conditional: boolean;
                /** @description At most 20. */
                fitmentIds: string[];
                fitmentTotal: number;
                make: string | null;
                makeId: string | null;
                model: string | null;
                modelId: string;
                /** @description Of `parts`: those that fit the model. */
                partIds: string[];
                /** @description Ascending and apart. */
                years: {
                    yearFrom: number;
                    yearTo: number;
                }[];
            }[];
        };
        Order: {
            createdAt: string | null;
            /** @description On whose behalf the key acted; null for the tenant. */
            customerId: string | null;
            customerReference: string | null;
            lines: {
                allocations: {
                    quantity: number;
                    warehouseId: string;
                }[];
                amount: components["schemas"]["Money"] | null;
                brand: string;
                line: number;
                name: components["schemas"]["Names"];
                partId: string;
                partNumber: string;
                quantity: number;
                /** @description Null: price on request. */
                unitPrice: components["schemas"]["Money"] | null;
                /** @description As asked for; null for any. */
                warehouseId: string | null;
            }[];
            orderId: string;
            shortages: components["schemas"]["Shortage"][];
            /** @enum {string} */
            state: "placed" | "confirmed" | "rejected" | "cancelling" | "cancelled";
            /** @description One for each currency. */
            totals: components["schemas"]["Money"][];
            updatedAt: string | null;
            version: number;
        };
        PairAnswer: {
            deciding: components["schemas"]["Deciding"][];
            /** @description What is wrong with this pair alone. */
            error: {
                code: string;
                message: string;
            } | null;
            /** @description Codes of what the VIN’s decode has to say. */
            notes: string[];
            /** @description Several where the number means several parts. */
            partIds: string[];
            /** @description Where it goes and how many, as the proof says. */
            places: {
                /** @description What people call the position. */
                label: components["schemas"]["Names"] | null;
                position: string | null;
                quantity: number | null;
            }[];
            /** @description Ids of `fitments`, at most 20. */
            proof: string[];
            proofTotal: number;
            undecided: string[];
            /** @description Several where a VIN leaves them open. */
            vehicleIds: string[];
            /** @description Null where there is an error. */
            verdict: ("fits" | "does-not-fit" | "cannot-tell") | null;
            whyNot: components["schemas"]["WhyNot"] | null;
        };
        Part: {
            attributes: {
                /** @description Null where the name is the publisher’s own. */
                label: components["schemas"]["Names"];
                name: string;
                unit: string | null;
                value: string;
            }[];
            brand: string;
            brandId: string;
            description: string | null;
            gtin: string | null;
            lifecycle: ("current" | "discontinued") | null;
            /** @description What the part replaces, its accessories, its pieces, and the kits that it is a piece of. */
            links: {
                brand: string;
                /** @enum {string} */
                kind: "supersedes" | "accessory" | "component" | "part-of";
                partNumber: string;
                quantity: number;
                validFrom: string | null;
                validUntil: string | null;
            }[];
            name: components["schemas"]["Names"];
            numbers: components["schemas"]["PartNumber"][];
            /** @description Pieces in one sales unit. */
            packQuantity: number | null;
            partId: string;
            partNumber: string;
            partNumberKey: string;
            partTypeId: string | null;
            positions: string[];
            publisher: string;
            /** @description Import job and row of this version. */
            source: string | null;
            supersededBy: {
                /** @description Said to be one of several to choose from. */
                alternative: boolean;
                brand: string | null;
                /** @description YYYY, YYYY-MM or YYYY-MM-DD. */
                effectiveDate: string | null;
                partNumber: string;
                /** @description Pieces of the newer part for one of this. */
                quantity: number;
                /** @description Those with the same text replace the part together only. */
                together: string | null;
                /** @description The last day, month or year of it. */
                validUntil: string | null;
            }[];
            updatedAt: string | null;
            version: number;
            /** @enum {string} */
            visibility: "private" | "public";
        };
        PartFitments: {
            fitmentCount: number;
            /** @description Model years of which every engine and body fits. */
            modelYears: {
                modelId: string;
                years: number[];
            }[];
            partId: string;
            positions: string[];
            /** @description Vehicles that fit on a condition. */
            vehicleIds: string[];
        };
        /** @description What remains open; the attributes hold for every completion that patterns allow. */
        PartialVin: {
            country: string | null;
            /** @description How many WMIs begin a VIN like this; `makers` has the first 20. */
            makerCount: number;
            makers: {
                manufacturer: string;
                wmi: string;
            }[];
            /** @description How many models remain; `models` has the first 50. */
            modelCount: number;
            models: {
                make: string;
                model: string;
                modelId: string;
                years: number[];
            }[];
            region: string | null;
            /** @description Unknown positions that would tell most; 1 bit leaves half of what is open. */
            tells: {
                bits: number;
                position: number;
            }[];
            /** @description Positions that aren’t known, from 1. */
            unknown: number[];
            /** @description None where the makers are too many to say. */
            years: number[];
        };
        PartImage: {
            caption: components["schemas"]["Names"];
            height: number;
            name: string;
            /** @description WebP that fits into 256, 960 and 2048 pixels a side. */
            sources: {
                /** @description A path of this API; it changes with the picture. */
                large: string;
                /** @description A path of this API; it changes with the picture. */
                medium: string;
                /** @description A path of this API; it changes with the picture. */
                small: string;
            };
            /** @description Pixels of the large size; the others have the same form. */
            width: number;
        };
        PartImages: {
            /** @description In the order in which they are shown. */
            images: components["schemas"]["PartImage"][];
        };
        PartMedia: {
            /** @description Such as `P04`, the primary photo. */
            assetType: string | null;
            fileName: string | null;
            /** @description An image that was put up here, with its sizes; null of what the publisher’s file names. */
            image: components["schemas"]["PartImage"] | null;
            /**
             * @description By the file’s type, else by the end of its name.
             * @enum {string}
             */
            kind: "image" | "document" | "video" | "other";
            language: string | null;
            /** @description What the file says of it. */
            text: string | null;
            /** @description A path of this API where the publisher has put it up here; else https, null where the file names none or another kind of link. */
            url: string | null;
        };
        PartNumber: {
            confidence: number;
            /**
             * @description As its maker groups it.
             * @example 1K0 805 903 J GRU
             */
            display: string;
            /** @description As it is compared. */
            key: string;
            kind: ("oe" | "cross-reference" | "comparable" | "own") | null;
            /** @description Vehicle maker or brand to which it belongs. */
            make: string | null;
            /** @description As received. */
            raw: string;
            /** @description The rule that folded `raw` into `key`. */
            rule: string | null;
            /** @description YYYY, YYYY-MM or YYYY-MM-DD. */
            validFrom: string | null;
            /** @description The last day, month or year of it. */
            validUntil: string | null;
        };
        PartType: {
            /** @description What mechanics and counter staff say. */
            aliases: {
                en: string[];
                zh: string[];
            };
            /** @description Which vehicles have one at all. */
            applies: ("gasoline" | "diesel" | "hybrid" | "battery-electric")[];
            attributes: {
                label: components["schemas"]["Names"];
                name: string;
                unit: string | null;
            }[];
            categoryId: string;
            /** @description Sold over every counter, every day. */
            common: boolean;
            name: components["schemas"]["Names"];
            /** @description The part type that this one is a piece of. */
            partOf: string | null;
            /** @example oil-filter */
            partTypeId: string;
            /** @description The part types that are pieces of this one. */
            pieces: string[];
            positions: string[];
            /** @description Pieces that a typical vehicle has at one position. */
            quantity: number;
            sectionId: string;
        };
        PartTypes: {
            categories: {
                categoryId: string;
                name: components["schemas"]["Names"];
                partTypes: components["schemas"]["PartType"][];
                sectionId: string;
            }[];
            /** @description With `q`: what was found, the best first. */
            matches: {
                /**
                 * @description `name`: an id, name or alias is just that; `words`: one stands within `q`; `part-of-name`: `q` stands within one.
                 * @enum {string}
                 */
                by: "name" | "words" | "part-of-name";
                partTypeId: string;
            }[] | null;
            positions: {
                name: components["schemas"]["Names"];
                positionId: string;
            }[];
            sections: {
                name: components["schemas"]["Names"];
                sectionId: string;
            }[];
        };
        PlaceOrder: {
            customerReference?: string;
            lines: {
                partId: string;
                quantity: number;
                /** @description Any warehouse unless given. */
                warehouseId?: string;
            }[];
        };
        PlatformHealth: {
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            at: string;
            consumers: {
                deadLetters: number;
                group: string;
                lag: number;
            }[];
            /** @description Your imports under way; everybody’s where your tenant runs the platform. */
            jobs: {
                kind: string;
                /** @description Of their files, the share taken in. */
                progress: number | null;
                running: number;
                service: string;
            }[];
            lastHour: {
                /** @description By the route’s pattern, the most frequent first; 20 at most. */
                failed: {
                    count: number;
                    method: string;
                    route: string;
                    status: string;
                }[];
                /** @description Those answered with a status of 500 or more. */
                failures: number;
                /** @description Events that consumers gave up. */
                givenUp: number;
                /** @description Rows of imports taken in, faulty ones too; null unless your tenant runs the platform. */
                importRows: number | null;
                /** @description Requests answered. */
                requests: number;
            };
            /** @description False where the services are processes of their own: their figures are null here, and at their /metrics. */
            measuresServices: boolean;
            now: {
                /** @description Events that consumers have yet to handle, all of them together. */
                consumerLag: number | null;
                /** @description Events that consumers gave up and nobody has put back. */
                deadLetters: number | null;
                /** @description Of these, deliveries that have failed before; null unless your tenant runs the platform. */
                deliveriesFailing: number | null;
                /** @description How late the event loop of REST is, 99th percentile. */
                eventLoopDelaySeconds: number | null;
                /** @description Exports that have failed, as long as they are kept; of yours likewise. */
                exportsFailed: number | null;
                /** @description Exports under way: of your newest hundred of each kind, and null in `points`, unless your tenant runs the platform. */
                exportsRunning: number | null;
                /** @description Exports that wait for their turn; of yours likewise. */
                exportsWaiting: number | null;
                /** @description Events that the feed, and with it the webhooks, have yet to take in. */
                feedLag: number | null;
                importRowsPerSecond: number | null;
                /** @description Imports under way: yours, and null in `points`, unless your tenant runs the platform. */
                importsRunning: number | null;
                /** @description Imports that wait for their turn; null unless your tenant runs the platform. */
                importsWaiting: number | null;
                /** @description Events that the search index has yet to take in. */
                indexLag: number | null;
                /** @description How long the oldest of them has waited. */
                outboxAgeSeconds: number | null;
                /** @description Events that are saved and not yet in the event log. */
                outboxLength: number | null;
                requestsPerSecond: number;
                /** @description Webhooks whose address fails, or that were switched off for it: yours, and null in `points`, unless your tenant runs the platform. */
                webhooksFailing: number | null;
                /** @description Deliveries that wait to be sent, or to be sent again; null unless your tenant runs the platform. */
                webhooksWaiting: number | null;
            };
            /** @description One each half minute of the last hour, the oldest first: counts of that while, figures at its end. */
            points: {
                /**
                 * Format: date-time
                 * @description UTC, ISO 8601.
                 */
                at: string;
                /** @description Events that consumers have yet to handle, all of them together. */
                consumerLag: number | null;
                /** @description Events that consumers gave up and nobody has put back. */
                deadLetters: number | null;
                /** @description Of these, deliveries that have failed before; null unless your tenant runs the platform. */
                deliveriesFailing: number | null;
                /** @description How late the event loop of REST is, 99th percentile. */
                eventLoopDelaySeconds: number | null;
                /** @description Exports that have failed, as long as they are kept; of yours likewise. */
                exportsFailed: number | null;
                /** @description Exports under way: of your newest hundred of each kind, and null in `points`, unless your tenant runs the platform. */
                exportsRunning: number | null;
                /** @description Exports that wait for their turn; of yours likewise. */
                exportsWaiting: number | null;
                /** @description Those answered with a status of 500 or more. */
                failures: number;
                /** @description Events that the feed, and with it the webhooks, have yet to take in. */
                feedLag: number | null;
                /** @description Events that consumers gave up. */
                givenUp: number;
                /** @description Rows of imports taken in, faulty ones too; null unless your tenant runs the platform. */
                importRows: number | null;
                /** @description Imports under way: yours, and null in `points`, unless your tenant runs the platform. */
                importsRunning: number | null;
                /** @description Imports that wait for their turn; null unless your tenant runs the platform. */
                importsWaiting: number | null;
                /** @description Events that the search index has yet to take in. */
                indexLag: number | null;
                /** @description How long the oldest of them has waited. */
                outboxAgeSeconds: number | null;
                /** @description Events that are saved and not yet in the event log. */
                outboxLength: number | null;
                /** @description Requests answered. */
                requests: number;
                seconds: number;
                /** @description Webhooks whose address fails, or that were switched off for it: yours, and null in `points`, unless your tenant runs the platform. */
                webhooksFailing: number | null;
                /** @description Deliveries that wait to be sent, or to be sent again; null unless your tenant runs the platform. */
                webhooksWaiting: number | null;
            }[];
            services: {
                name: string;
                /** @enum {string} */
                state: "serving" | "not-serving" | "unreachable";
            }[];
            /**
             * Format: date-time
             * @description What is counted is counted from here on: an hour, or since the start.
             */
            since: string;
        };
        PriceChange: {
            /** @description Who did it by hand; null where nobody did, or it wasn’t kept yet. */
            actor: {
                id: string;
                /** @enum {string} */
                kind: "user" | "key" | "unknown";
                /** @description Null for one that isn’t there any more, or that you may not be told of: a key’s is told with the scope `keys:write`, the e-mail address of a member without a name with `members:write`. */
                name: string | null;
            } | null;
            /**
             * Format: date-time
             * @description From when on.
             */
            at: string;
            /** @description Null where there was none. */
            before: components["schemas"]["Money"] | null;
            entryId: string;
            /** @description The import that set it. */
            jobId: string | null;
            minQuantity: number;
            /** @description Null where there is none from then on. */
            price: components["schemas"]["Money"] | null;
        };
        /** @description RFC 9457 problem details; some problems tell more. */
        Problem: {
            /**
             * @description What went wrong, stable.
             * @example key-invalid
             */
            code: string;
            detail: string;
            errors: {
                code: string;
                /** @description As the caller knows it; empty for the whole. */
                field: string;
                message: string;
            }[];
            status: number;
            title: string;
            /** @description Finds the request in the logs. */
            traceId: string;
            /** @description `/problems/<code>`, stable. */
            type: string;
        };
        ReadNumber: {
            confidence: number;
            /** @description As its maker groups it. */
            display: string;
            /** @description How the text came to be a number of its own: `field`, `separator`, `shared-prefix`, `range-end` or `brackets`. */
            from: string;
            keys: {
                confidence: number;
                key: string;
                reason: string;
                rule: string;
                /** @description Public document for the rule. */
                source: string | null;
                /** @description The make’s numbers are kept under it. */
                stored: boolean;
            }[];
            /** @description Words that stood beside the number. */
            note: string | null;
            parts: {
                brand: string;
                /** @description Which of `keys` met it. */
                key: string;
                name: components["schemas"]["Names"];
                partId: string;
                partNumber: string;
                partTypeId: string | null;
                publisher: string;
                /** @description What to buy today, any one option, where the part has been replaced. */
                replacedBy: components["schemas"]["BuyOption"][];
                /** @description The number of the part that was met. */
                via: components["schemas"]["PartNumber"] | null;
            }[];
            /** @description What may have been meant where the make’s numbers allow no such letter: to be shown. */
            proposals: {
                confidence: number;
                display: string;
                key: string;
                reason: string;
                rule: string;
            }[];
            reason: string;
            /** @description Of a number that no part has: what says to replace it. */
            replacedBy: components["schemas"]["BuyOption"][];
            /** @description As it stands in the field, or completed by what it shares. */
            text: string;
            /** @description More parts have the number. */
            truncated: boolean;
        };
        /** @description An import that was staged and compared with what is live. */
        Release: {
            /** @description Published by itself where the rules allow it. */
            automatic: boolean;
            /** @description The release that was live when the difference was taken. */
            baseReleaseId: string | null;
            /** @description In parts; for fitments in parts whose applications differ. */
            counts: {
                added: number;
                /** @description What the feed had. */
                before: number;
                changed: number;
                /** @description Rows of the file that were refused. */
                failed: number;
                removed: number;
                unchanged: number;
            };
            createdAt: string | null;
            endedAt: string | null;
            failure: string | null;
            /** @description The data set; empty for the main one. */
            feed: string;
            filename: string | null;
            findings: {
                code: string;
                count: number;
                samples: string[];
            }[];
            /** @description Why it isn’t published by itself: `empty-file`, `rows-refused`, `cells-left-out`, `removed-limit`, `changed-limit`, `live-changed`. */
            holds: {
                code: string;
                message: string;
            }[];
            /** @description The import that made it. */
            jobId: string;
            /** @description What a roll-back left as it was, because something else had changed it since. */
            kept: number;
            /** @enum {string} */
            kind: "parts" | "fitments";
            publishedAt: string | null;
            releaseId: string;
            /** @description Of the checks that ran while it was staged; null where none did. */
            report: unknown;
            /** @description Its difference is still there, and it can be rolled back. */
            retained: boolean;
            stagedAt: string | null;
            /** @description Another release went live since the difference was taken: publishing compares anew. */
            stale: boolean;
            /**
             * @description `staged`: waits for somebody. `published`: the feed’s live release; `superseded`: another was published over it.
             * @enum {string}
             */
            state: "staging" | "staged" | "publishing" | "published" | "superseded" | "rolling-back" | "rolled-back" | "discarded" | "failed";
            /** @enum {string} */
            submission: "full" | "update";
        };
        ReleaseChange: {
            /** @description Null where there is nothing. */
            after: unknown;
            /** @description Null where there was nothing. */
            before: unknown;
            /** @enum {string} */
            change: "added" | "changed" | "removed";
            /** @description Brand and number of the part. */
            key: string;
        };
        /** @description What is published without a person; null is no limit. Percentages are of what the feed had. A full submission that is empty, or had rows refused, always waits. */
        ReleaseRules: {
            maxChanged: number | null;
            maxChangedPercent: number | null;
            maxRemoved: number | null;
            maxRemovedPercent: number | null;
        };
        RequestPasswordReset: {
            email: string;
        };
        ResetPassword: {
            password: string;
        };
        RowError: {
            code: string;
            /** @description Empty where the whole row is at fault. */
            column: string;
            /** @description Line of the file on which the row starts, from 1. */
            line: number;
            message: string;
            /** @description 1 is the first row after the header (CSV, XLSX) or the first line (NDJSON). */
            row: number;
            value: string;
        };
        RulePack: {
            /** @description SHA-256 of its JSON, changed by every change of the pack. */
            digest: string;
            name: string;
            /** @description The pack with the higher one is asked first. */
            priority: number;
            ruleCount: number;
            title: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description Rules that add to what a VIN tells; docs/rule-packs.md tells the format whole. */
        RulePackFile: {
            confidence?: number;
            /** @constant */
            format: "qipei-rule-pack/1";
            /** @description The name in the path. */
            id: string;
            priority?: number;
            rules: {
                confidence?: number;
                /**
                 * @description Positions 4 to 8, and after a bar 10 to 17, as vPIC writes them.
                 * @example EF*[AB]*|*H
                 */
                key: string;
                priority?: number;
                /** @description Where the rules are from; a rule may say it itself. */
                source?: string;
                /** @description By vPIC’s element name in camelCase. */
                values: {
                    [key: string]: string | number;
                };
                wmi: string | string[];
                years?: {
                    from?: number;
                    to?: number;
                };
            }[];
            /** @description Where the rules are from; a rule may say it itself. */
            source?: string;
            title?: string;
        };
        SearchResult: {
            facets: {
                name: string;
                values: {
                    count: number;
                    label: string;
                    labelZh: string | null;
                    value: string;
                }[];
            }[];
            hits: components["schemas"]["Hit"][];
            intent: components["schemas"]["Intent"];
            /** @description `availability-unknown`, `fit-unknown`, `images-unknown`: what could not be looked up just now. */
            notes: components["schemas"]["Note"][];
            page: number;
            pageSize: number;
            /** @description How many hits of this page the VIN itself rules out, by its engine or body; they stand last, with the reason. */
            ruledOut: number;
            total: number;
        };
        Session: {
            /** @description For the header `X-CSRF-Token` of what changes something; another with every session. */
            csrfToken: string;
            /** @description Customer of the tenant that a buyer buys for; null for everybody else. */
            customerId: string | null;
            /** @description All tenants of the user: PUT /v1/session/tenant changes over. */
            memberships: {
                /** @enum {string} */
                role: "owner" | "catalogue-manager" | "seller" | "buyer";
                tenant: string;
                tenantName: string;
            }[];
            /** @enum {string} */
            role: "owner" | "catalogue-manager" | "seller" | "buyer";
            /** @description What the role allows. */
            scopes: string[];
            tenant: string;
            tenantName: string;
            user: {
                email: string;
                name: string;
                userId: string;
            };
        };
        SetOffer: {
            /** @description One from each quantity on; none takes the part off the list. */
            prices: {
                minQuantity: number;
                price: {
                    /** @description Minor units (cents, fen). */
                    amount: number;
                    /**
                     * @description ISO 4217.
                     * @example CNY
                     */
                    currency: string;
                };
            }[];
            /** @description Of the prices that you have seen. */
            pricesVersion: string;
        };
        /** @description All four limits at once; null is no limit. */
        SetReleaseRules: {
            maxChanged: number | null;
            maxChangedPercent: number | null;
            maxRemoved: number | null;
            maxRemovedPercent: number | null;
            /** @description Of the rules that you have seen. */
            rulesVersion?: string;
        };
        Shortage: {
            available: number;
            line: number;
            partId: string;
            requested: number;
            warehouseId: string | null;
        };
        SignIn: {
            email: string;
            password: string;
            /** @description To begin with, for who is a member of several. Otherwise it is that of the storefront where the page is, by its host or by the header `X-Qipei-Storefront`, which takes its members alone; at the platform’s own host the first one. */
            tenant?: string;
        };
        StockChange: {
            /** @description How many more or less. */
            delta?: number;
            /** @description What was there when you looked. */
            expectedOnHand?: number;
            /** @description What was counted. */
            onHand?: number;
            /**
             * @description Of a `delta`.
             * @enum {string}
             */
            reason?: "correction" | "damaged" | "found" | "lost" | "received" | "returned";
        };
        StockEntry: {
            /** @description Who did it by hand; null where nobody did, or it wasn’t kept yet. */
            actor: {
                id: string;
                /** @enum {string} */
                kind: "user" | "key" | "unknown";
                /** @description Null for one that isn’t there any more, or that you may not be told of: a key’s is told with the scope `keys:write`, the e-mail address of a member without a name with `members:write`. */
                name: string | null;
            } | null;
            /**
             * Format: date-time
             * @description UTC, ISO 8601.
             */
            at: string;
            /** @description 0 where a count found what was known. */
            delta: number;
            entryId: string;
            /** @description The import that counted it. */
            jobId: string | null;
            /** @description What the warehouse had from then on. */
            onHand: number;
            /** @description The order that took it, or gave it back. */
            orderId: string | null;
            /** @description `import`, `order`, `cancel`, `counted`, or the reason of a change by hand. */
            reason: string;
            warehouseId: string;
        };
        StockOfPart: {
            /** @description Lowest price a piece at quantity 1; null without an offer. */
            bestPrice: components["schemas"]["Money"] | null;
            /** @description Null where you don’t see the part any more. */
            part: {
                brand: string;
                name: components["schemas"]["Names"];
                partNumber: string;
                partTypeId: string | null;
            } | null;
            partId: string;
            prices: {
                minQuantity: number;
                price: components["schemas"]["Money"] | null;
            }[];
            /** @description Another one where the prices are others: to be said by who changes them. */
            pricesVersion: string;
            stock: {
                /** @description onHand less reserved, never below 0. */
                available: number;
                onHand: number;
                reserved: number;
                warehouseId: string;
            }[];
            totalAvailable: number;
        };
        Storefront: {
            /**
             * @description `open`: guests may look into the catalogue.
             * @enum {string}
             */
            access: "open" | "members";
            /** @description Brand ids in the order to show them; none: all. */
            brands: string[];
            colors: components["schemas"]["StorefrontColors"];
            contact: components["schemas"]["StorefrontContact"];
            /** @description ISO 4217 */
            currency: string;
            /** @enum {string} */
            defaultLanguage: "zh-CN" | "en";
            languages: ("zh-CN" | "en")[];
            logo: components["schemas"]["StorefrontLogo"] | null;
            /** @description Path of the web app manifest. */
            manifest: string | null;
            name: components["schemas"]["Names"];
            /** @description Ids of sections, categories and part types to show; none: all. */
            partTypes: string[];
            /** @description Of corners, in pixels. */
            radius: number;
            /** @description Null for the platform’s own look, of no tenant. */
            slug: string | null;
            tagline: components["schemas"]["Names"];
        };
        /** @description Every text has a contrast of 4.5:1 or more. */
        StorefrontColors: {
            /**
             * @description Of the bar at the top.
             * @example #1456b8
             */
            header: string;
            /**
             * @description `#rrggbb`
             * @example #1456b8
             */
            onHeader: string;
            /**
             * @description Text on `primary`.
             * @example #1456b8
             */
            onPrimary: string;
            /**
             * @description `#rrggbb`
             * @example #1456b8
             */
            primary: string;
            /**
             * @description `primary` as text on near black, so that it can be read.
             * @example #1456b8
             */
            textOnDark: string;
            /**
             * @description `primary` as text on white, so that it can be read.
             * @example #1456b8
             */
            textOnLight: string;
        };
        StorefrontContact: {
            address: components["schemas"]["Names"];
            email: string | null;
            phone: string | null;
            /** @description https only. */
            website: string | null;
            wechat: string | null;
        };
        StorefrontInput: {
            /**
             * @description `members` unless given.
             * @enum {string}
             */
            access?: "open" | "members";
            brands?: string[];
            colors: {
                header?: string | null;
                onHeader?: string | null;
                onPrimary?: string | null;
                /** @description `#rrggbb` */
                primary: string;
            };
            contact?: {
                address?: {
                    en?: string;
                    zh?: string;
                };
                email?: string | null;
                phone?: string | null;
                website?: string | null;
                wechat?: string | null;
            };
            /** @description ISO 4217; CNY unless given. */
            currency?: string;
            /**
             * @description The first language unless given.
             * @enum {string}
             */
            defaultLanguage?: "zh-CN" | "en";
            /** @description Names that lead here, without scheme and port; nobody else may have them. */
            hosts?: string[];
            /** @description Both unless given. */
            languages?: ("zh-CN" | "en")[];
            /** @description Needed in the default language. */
            name: {
                en?: string;
                zh?: string;
            };
            partTypes?: string[];
            /** @description 6 unless given. */
            radius?: number;
            /** @description 2 to 40 of a-z, 0-9 and dashes; nobody else may have it. */
            slug: string;
            tagline?: {
                en?: string;
                zh?: string;
            };
            /** @description That these settings were made from: refused where it isn’t the present one. */
            version?: number;
        };
        StorefrontLogo: {
            height: number;
            mediaType: string;
            /** @description Where it is served; another one when the logo changes. */
            url: string;
            width: number;
        };
        /** @description As the tenant has set it; null: worked out. */
        StorefrontSettings: {
            /** @enum {string} */
            access: "open" | "members";
            brands: string[];
            colors: {
                header: string | null;
                onHeader: string | null;
                onPrimary: string | null;
                /**
                 * @description `#rrggbb`
                 * @example #1456b8
                 */
                primary: string;
            };
            contact: components["schemas"]["StorefrontContact"];
            currency: string;
            /** @enum {string} */
            defaultLanguage: "zh-CN" | "en";
            hosts: string[];
            languages: ("zh-CN" | "en")[];
            logo: components["schemas"]["StorefrontLogo"] | null;
            name: components["schemas"]["Names"];
            partTypes: string[];
            radius: number;
            /** @description As everybody sees it. */
            shown: components["schemas"]["Storefront"];
            slug: string;
            tagline: components["schemas"]["Names"];
            updatedAt: string | null;
            version: number;
        };
        SuggestedText: {
            /** @description What of it was typed; code units of UTF-16, `end` not among them. */
            matched: {
                end: number;
                start: number;
            }[];
            text: string;
        };
        Suggestion: {
            /** @description The other name that was meant, such as 机油格 for 机油滤清器. */
            alias: components["schemas"]["SuggestedText"] | null;
            detail: components["schemas"]["SuggestionDetail"];
            /** @description The VIN, the number’s key, or the id of the part type, brand, make, model or generation. */
            id: string;
            /**
             * @description `partial-vin`: the beginning of a VIN whose maker is known. `number`: an OE or part number that parts have.
             * @enum {string}
             */
            kind: "vin" | "partial-vin" | "number" | "part-type" | "brand" | "make" | "model" | "generation";
            /** @description What it leads to; null where more has to be typed. */
            request: {
                /** @constant */
                method: "GET";
                /** @example /v1/search */
                path: string;
                query: {
                    [key: string]: string;
                };
            } | null;
            /** @description What has no language, such as a number, is in both. */
            text: {
                en: components["schemas"]["SuggestedText"] | null;
                zh: components["schemas"]["SuggestedText"] | null;
            };
        };
        SuggestionDetail: {
            brand: string | null;
            makeId: string | null;
            /** @description Characters that a partial VIN lacks. */
            missing: number | null;
            modelId: string | null;
            name: components["schemas"]["Names"];
            /** @description Parts that you see behind it; null: not counted. */
            partCount: number | null;
            /** @description Of a number that one part alone has. */
            partId: string | null;
            /** @description That the query, or the VIN, names. */
            year: number | null;
            yearFrom: number | null;
            yearTo: number | null;
        };
        SwitchTenant: {
            tenant: string;
        };
        UnderstoodPiece: {
            /** @description Of a part type, a position, a brand, a make or a model. */
            id: string | null;
            /** @enum {string} */
            kind: "make" | "model" | "series" | "chassis" | "year" | "displacement" | "part-type" | "position" | "brand" | "number" | "words";
            makeId: string | null;
            /** @description What it means; null where that is what was typed. */
            name: components["schemas"]["Names"];
            /** @description As it was typed. */
            text: string;
            /** @description The vehicle table has no such vehicle: it limits nothing. */
            unknown: boolean;
            /** @description The query without it. */
            without: string;
        };
        UnresolvedFitments: {
            nextPageToken: string | null;
            rows: {
                /** @description The row, by column. */
                cells: {
                    [key: string]: string;
                };
                /** @description `part-unknown`, `make-unknown`, `model-unknown` or `vehicle-unknown`. */
                code: string;
                /** @description The column to blame. */
                column: string;
                /** @description Your data set; empty for the main one. */
                feed: string;
                message: string;
                /** @description Null for a part that isn’t known. */
                partId: string | null;
                since: string | null;
                /** @description Import job and row. */
                source: string;
            }[];
            total: number;
        };
        /** @description A model in a year with one engine and body, or a variant (车型). */
        Vehicle: {
            /** @description The model in that year, whatever its engine and body; null for a variant as a whole. */
            baseVehicleId: string | null;
            body: string | null;
            /**
             * @description A month or a year.
             * @example 2005-03
             */
            builtFrom: string | null;
            /**
             * @description A month or a year.
             * @example 2005-03
             */
            builtTo: string | null;
            cylinders: number | null;
            displacementCc: number | null;
            /**
             * @description Litres.
             * @example 2.5
             */
            displacementL: string | null;
            doors: number | null;
            drive: string | null;
            /** @example 国六 */
            emission: string | null;
            engineCode: string | null;
            engineModel: string | null;
            /**
             * @description As `<kind>:<key>`. A number means something only with its kind.
             * @example [
             *       "ktype.pc:15657",
             *       "vcdb.baseVehicle:2771"
             *     ]
             */
            externalIds: string[];
            fuel: string | null;
            /** @description 代, such as E90. */
            generation: {
                chassisCode: string | null;
                generationId: string;
                name: string | null;
                nameZh: string | null;
            } | null;
            labels: components["schemas"]["VehicleLabels"];
            make: string;
            makeId: string;
            makeZh: string | null;
            market: string | null;
            model: string;
            modelId: string;
            modelZh: string | null;
            /** @description Of the variant (车型), beside make and model. */
            name: string | null;
            nameZh: string | null;
            /** @description Yours alone; the platform’s table doesn’t have it. */
            own: boolean;
            powerKw: number | null;
            powerPs: number | null;
            /** @description Not in the table any more; it can still be looked up. */
            retired: boolean;
            retiredReason: string | null;
            /** @description Import and row that last said something of it. */
            source: string | null;
            transmission: string | null;
            /** @description Stands for something of a foreign table that the platform’s table has no counterpart of. */
            unresolved: boolean;
            vehicleId: string;
            vehicleType: string | null;
            year: number | null;
        };
        /**
         * @description What people call these values; null where there is none.
         * @example {
         *       "body": {
         *         "zh": "双门轿跑车",
         *         "en": "Coupe"
         *       },
         *       "fuel": {
         *         "zh": "汽油",
         *         "en": "Gasoline"
         *       },
         *       "drive": {
         *         "zh": "前轮驱动",
         *         "en": "Front-wheel drive"
         *       },
         *       "transmission": null
         *     }
         */
        VehicleLabels: {
            body: components["schemas"]["Names"] | null;
            drive: components["schemas"]["Names"] | null;
            fuel: components["schemas"]["Names"] | null;
            transmission: components["schemas"]["Names"] | null;
        };
        /** @description One import of vehicles into your part of the table. */
        VehicleRelease: {
            added: number;
            changed: number;
            /** @description Null while rows come, and for good where the import failed or was cancelled. */
            completedAt: string | null;
            /** @description The import that made it. */
            jobId: string;
            merged: number;
            previousReleaseId: string | null;
            releaseId: string;
            removed: number;
            /**
             * @description What a full submission didn’t name is retired (`what-is-gone`), unless rows of it were refused (`withheld`).
             * @enum {string}
             */
            retired: "nothing" | "what-is-gone" | "withheld";
            source: string | null;
            startedAt: string | null;
            /** @enum {string} */
            submission: "full" | "update";
            /** @description Of these, without a counterpart in the platform’s table. */
            unresolved: number;
        };
        VinData: {
            /** @description Which parts of NHTSA’s procedure the data carries; what is off is left out of a decode. */
            capabilities: {
                [key: string]: boolean;
            };
            counts: {
                [key: string]: number;
            };
            formatVersion: number;
            /**
             * @description Month of the newest row.
             * @example 2026-09
             */
            newestRow: string;
            /**
             * @description Installed in the data folder, named by `QIPEI_VIN_TABLE`, or what the platform brings.
             * @enum {string}
             */
            origin: "installed" | "configured" | "default";
            /** @description The last table that was put there and is not served. */
            refused: {
                /** Format: date-time */
                at: string;
                code: string;
                message: string;
            } | null;
            /**
             * @description What the table was compiled from, with its version. A decode says the same in `vinData`.
             * @example vPICList_lite 2026-09
             */
            release: string;
            /** Format: date-time */
            servedSince: string;
            sizeBytes: number;
            /** @description Whose data it is, and on what terms. */
            source: string;
            /** @description SHA-256 of the file that it was compiled from. */
            sourceSha256: string;
        };
        /** @description A line of the answer to a batch. */
        VinLine: {
            body: string | null;
            /** @description How many vehicles of the table are what the VIN says. */
            candidates: number;
            cylinders: number | null;
            /** @description Litres. */
            displacementL: string | null;
            doors: number | null;
            drive: string | null;
            engineModel: string | null;
            fuel: string | null;
            /** @description Number of the request’s line, from 1. */
            line: number;
            make: string | null;
            manufacturer: string | null;
            model: string | null;
            /** @description Codes. */
            notes: string[];
            plantCity: string | null;
            plantCountry: string | null;
            /** @description As it was sent. */
            ref?: string | number;
            series: string | null;
            /** @description VINs that this one may be a misreading of. */
            suggestions: string[];
            transmission: string | null;
            trim: string | null;
            /** @description Nothing is wrong with its form; a check digit counts where makers have to give one. */
            valid: boolean;
            /** @description Where only one vehicle of the table is what the VIN says. */
            vehicleId: string | null;
            vehicleType: string | null;
            /** @description As it was cleaned. */
            vin: string;
            year: number | null;
        };
        /** @description A line that names no VIN; those after it are answered all the same. */
        VinLineError: {
            error: {
                /** @description `line-too-long`, `encoding-invalid`, `json-invalid`, `member-repeated`, `unknown-member`, `vin-missing`, `type-invalid`. */
                code: string;
                message: string;
            };
            line: number;
        };
        /** @description Each answer leaves fewer vehicles. */
        VinQuestion: {
            /**
             * @description Answered by calling again with `answer.<attribute>=<value>`.
             * @example displacementL
             */
            attribute: string;
            labelEn: string;
            /** @example 发动机排量 */
            labelZh: string;
            options: {
                /** @description Vehicles that remain with this answer; of a make its models, of a model whose year is open its model years. */
                count: number;
                labelEn: string;
                labelZh: string;
                /** @description Place in `questions`, from 0, of the question that then comes next. */
                next: number | null;
                value: string;
                /** @description At most 20; none where a make, model or year is asked for. */
                vehicleIds: string[];
            }[];
        };
        Warehouse: {
            name: string | null;
            warehouseId: string;
        };
        Webhook: {
            createdAt: string | null;
            description: string;
            /** @description Why it was disabled by itself: `gone`, it answered 410; `failing`, every attempt of three days failed. */
            disabledReason: string | null;
            enabled: boolean;
            eventTypes: string[];
            /** @description Null where the last attempt succeeded. */
            failingSince: string | null;
            /** @description Until when the secret from before the last rotation signs too. */
            previousSecretUntil: string | null;
            updatedAt: string | null;
            url: string;
            webhookId: string;
        };
        WebhookDelivery: {
            attemptCount: number;
            /** @description The newest ten, newest first. */
            attempts: {
                at: string | null;
                durationMs: number;
                /** @description Such as `status-500`, `timed-out`, `name-unknown`, `tls-failed`, `address-forbidden`. */
                error: string | null;
                number: number;
                /** @description The first KiB of the answer. */
                response: string | null;
                /** @description Null where there was no answer. */
                status: number | null;
            }[];
            createdAt: string | null;
            /** @description The `webhook-id` of all of its attempts. */
            deliveryId: string;
            eventType: string;
            nextAttemptAt: string | null;
            /** @description As it is sent. */
            payload: unknown;
            /**
             * @description `failed`: given up.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed";
        };
        WholePart: {
            attributes: {
                /** @description Null where the name is the publisher’s own. */
                label: components["schemas"]["Names"];
                name: string;
                unit: string | null;
                value: string;
            }[];
            brand: string;
            brandId: string;
            description: string | null;
            /** @description Null of a part from a file that says no more than the rest. */
            details: {
                assets: {
                    /** @description Such as `P04`, the primary photo. */
                    assetType: string | null;
                    descriptions: {
                        /** @description Such as `DES`, `SHO`, `MKT`. */
                        code: string;
                        language: string | null;
                        text: string;
                    }[];
                    fileHash: string | null;
                    fileName: string | null;
                    fileType: string | null;
                    language: string | null;
                    uri: string | null;
                }[];
                /** @description Of Auto Care’s Brand Table. */
                brandId: string | null;
                descriptions: {
                    /** @description Such as `DES`, `SHO`, `MKT`. */
                    code: string;
                    language: string | null;
                    text: string;
                }[];
                /** @description EXPI codes, such as `CTO`, the country of origin. */
                extended: {
                    code: string;
                    language: string | null;
                    value: string;
                }[];
                /**
                 * @description Standard and version of the file.
                 * @example pies:7.2
                 */
                format: string;
                hazardous: string | null;
                minimumOrder: {
                    unit: string | null;
                    value: string;
                } | null;
                packages: {
                    barCode: string | null;
                    dimensionUnit: string | null;
                    gtin: string | null;
                    /** @description The file has rules of transport for it. */
                    hazardous: boolean;
                    merchandising: {
                        height: string | null;
                        length: string | null;
                        width: string | null;
                    };
                    orderable: string | null;
                    /** @description Single pieces in it. */
                    pieces: string | null;
                    shipping: {
                        height: string | null;
                        length: string | null;
                        width: string | null;
                    };
                    unit: string | null;
                    weight: {
                        unit: string | null;
                        value: string;
                    } | null;
                }[];
                quantityPerApplication: {
                    unit: string | null;
                    value: string;
                } | null;
                subBrand: string | null;
            } | null;
            gtin: string | null;
            lifecycle: ("current" | "discontinued") | null;
            /** @description What the part replaces, its accessories, its pieces, and the kits that it is a piece of. */
            links: {
                brand: string;
                /** @enum {string} */
                kind: "supersedes" | "accessory" | "component" | "part-of";
                partNumber: string;
                quantity: number;
                validFrom: string | null;
                validUntil: string | null;
            }[];
            /** @description As the publisher lists them; null for everybody else, its customers and buyers among them, and where there are none. */
            listPrices: {
                /** @description In minor units; null where the currency has no such. */
                amount: number | null;
                currency: string | null;
                effectiveDate: string | null;
                expirationDate: string | null;
                fromQuantity: {
                    unit: string | null;
                    value: string;
                } | null;
                /** @description A decimal, for one `unit`. */
                price: string;
                type: string | null;
                unit: string | null;
            }[] | null;
            /** @description Images that its publisher has put up here, and what its file names. */
            media: components["schemas"]["PartMedia"][];
            name: components["schemas"]["Names"];
            /** @description `images-unknown`: what could not be looked up just now; missing where all could. */
            notes?: {
                code: string;
                message: string;
            }[];
            numbers: components["schemas"]["PartNumber"][];
            /** @description Pieces in one sales unit. */
            packQuantity: number | null;
            partId: string;
            partNumber: string;
            partNumberKey: string;
            partType: {
                name: components["schemas"]["Names"];
                partTypeId: string;
            } | null;
            partTypeId: string | null;
            /**
             * @description Typed id of the part type in the publisher’s file; `partTypeId` is null until somebody says what it is here.
             * @example pcdb.partTerminology:1896
             */
            partTypeRef: string | null;
            positionNames: {
                name: components["schemas"]["Names"];
                positionId: string;
            }[];
            positions: string[];
            publisher: string;
            /** @description Import job and row of this version. */
            source: string | null;
            supersededBy: {
                /** @description Said to be one of several to choose from. */
                alternative: boolean;
                brand: string | null;
                /** @description YYYY, YYYY-MM or YYYY-MM-DD. */
                effectiveDate: string | null;
                partNumber: string;
                /** @description Pieces of the newer part for one of this. */
                quantity: number;
                /** @description Those with the same text replace the part together only. */
                together: string | null;
                /** @description The last day, month or year of it. */
                validUntil: string | null;
            }[];
            updatedAt: string | null;
            version: number;
            /** @enum {string} */
            visibility: "private" | "public";
        };
        WhyNot: {
            /** @description `other-model`, `other-years`, `other-conditions`; `no-applications`: nothing is known. */
            code: string;
            /** @description The nearest fitment, if one is of the model. */
            fitmentId: string | null;
            /**
             * @description What the nearest fitment asks for.
             * @example 2.4 only
             */
            message: string;
            mismatches: {
                attribute: string;
                given: string | null;
                givenLabel: components["schemas"]["Names"] | null;
                wanted: string;
                /** @description What people call it. */
                wantedLabel: components["schemas"]["Names"] | null;
            }[];
        };
        WorkbookRows: {
            /** @description Those that aren’t blank; a cell as a person reads it, with the zeros in front that its format shows. */
            rows: string[][];
            /** @description The one that was read. */
            sheet: string;
            /** @description All that can be seen, blank ones too. */
            sheets: string[];
            /** @description There is more: rows, columns or characters of a cell. */
            truncated: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All metrics of the process. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        peers: {
                            [key: string]: "serving";
                        };
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `peers` names those that don’t. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttributeIds: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of the ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: {
                            id: string;
                            means: string;
                        }[];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAttributeIds: {
        parameters: {
            query?: {
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description JSON; or a table (CSV, XLSX, NDJSON; plain, gzip or zip) with the columns `id` and `means`, in which `mapping` may say what the headings mean: `{"columns":{"PartTerminologyID":{"field":"id","prefix":"pcdb.partTerminology:"}}}`. */
        requestBody: {
            content: {
                "application/gzip": string;
                "application/json": {
                    ids: {
                        /** @example padb.attribute:1002 */
                        id: string;
                        /**
                         * @description The attribute’s name.
                         * @example 螺纹规格
                         */
                        means: string;
                    }[];
                };
                "application/jsonl": string;
                "application/ndjson": string;
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/x-gzip": string;
                "application/x-ndjson": string;
                "application/zip": string;
                "text/csv": string;
                "text/tab-separated-values": string;
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 8 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a table. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAttributeIds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    remove?: string[];
                    set?: {
                        /** @example padb.attribute:1002 */
                        id: string;
                        /**
                         * @description The attribute’s name.
                         * @example 螺纹规格
                         */
                        means: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Entries a page, 50 unless given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    partIds: string[];
                };
            };
        };
        responses: {
            /** @description Each part once, in the order in which it was first asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        availabilities: components["schemas"]["Availability"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBrandIds: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of the ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: {
                            id: string;
                            means: string;
                        }[];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putBrandIds: {
        parameters: {
            query?: {
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description JSON; or a table (CSV, XLSX, NDJSON; plain, gzip or zip) with the columns `id` and `means`, in which `mapping` may say what the headings mean: `{"columns":{"PartTerminologyID":{"field":"id","prefix":"pcdb.partTerminology:"}}}`. */
        requestBody: {
            content: {
                "application/gzip": string;
                "application/json": {
                    ids: {
                        /** @example autocare.brand:ZZZZ */
                        id: string;
                        /**
                         * @description The brand’s name.
                         * @example Bosch
                         */
                        means: string;
                    }[];
                };
                "application/jsonl": string;
                "application/ndjson": string;
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/x-gzip": string;
                "application/x-ndjson": string;
                "application/zip": string;
                "text/csv": string;
                "text/tab-separated-values": string;
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 8 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a table. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeBrandIds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    remove?: string[];
                    set?: {
                        /** @example autocare.brand:ZZZZ */
                        id: string;
                        /**
                         * @description The brand’s name.
                         * @example Bosch
                         */
                        means: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBrands: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All brands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        brands: components["schemas"]["Brand"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDiagrams: {
        parameters: {
            query?: {
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                /** @description At most one of the three is given. */
                partId?: string;
                partTypeId?: string;
                vehicleId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, without their spots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        diagrams: components["schemas"]["DiagramHead"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDiagram: {
        parameters: {
            query?: {
                /** @description Whose it is; your own unless given. */
                publisher?: string;
            };
            header?: never;
            path: {
                /** @description Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores. */
                diagramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The diagram. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such diagram that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDiagram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores. */
                diagramId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiagramInput"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
            /** @description Put up. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `diagram-changed`: it was changed since the `version`. `diagrams-too-many`: you have 20,000. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDiagram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores. */
                diagramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such diagram. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDiagramImage: {
        parameters: {
            query?: {
                /** @description Whose it is; your own unless given. */
                publisher?: string;
                /** @description That fits into 256, 960 or 2048 pixels a side; `large` unless given. */
                size?: "small" | "medium" | "large";
                /** @description For guests of a storefront that is chosen by path, whose pages can’t send a header with an image: its slug. */
                storefront?: string;
                /** @description As in the address that is told: kept by browsers for good, and by nobody else. */
                v?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                /** @description Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores. */
                diagramId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    /** @description A week with `v`, otherwise a minute; never for others. */
                    "Cache-Control"?: string;
                    /** @description Of the picture. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description As it is known. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such diagram that you may see, or it has no picture yet. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDiagramImage: {
        parameters: {
            query?: {
                /** @description The version that it is put into: refused where somebody has changed the diagram since. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores. */
                diagramId: string;
            };
            cookie?: never;
        };
        /** @description The picture. */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description Put up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such diagram. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `diagram-changed`: it was changed since the `version`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The picture is over 10 MiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `image-space-used`: all your pictures together take as much as they may. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of exports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        exports: components["schemas"]["Export"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description It is queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        export: components["schemas"]["Export"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many exports of yours haven’t ended. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An export’s id, such as `exp-parts_…`. */
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        export: components["schemas"]["Export"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such export of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An export’s id, such as `exp-parts_…`. */
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such export of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An export’s id, such as `exp-parts_…`. */
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        export: components["schemas"]["Export"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such export of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An export’s id, such as `exp-parts_…`. */
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/xml": string;
                    "text/csv": string;
                };
            };
            /** @description The part that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is what `If-None-Match` names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such export of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `export-not-done`: there is no file (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file ends before the range. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExportLosses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An export’s id, such as `exp-parts_…`. */
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each kind of loss, how often, and of which parts first. Empty before the export has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        losses: components["schemas"]["ExportLoss"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such export of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFeed: {
        parameters: {
            query?: {
                /** @description Of the last line that you have applied. */
                cursor?: string;
                /** @description Most lines. */
                limit?: number;
                /** @description Some of `parts`, `fitments`, `releases`, with commas; all that the key may read unless given. A cursor keeps its own. */
                types?: string;
                /** @description Seconds to wait for a first line where there is none yet. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NDJSON, a line each; empty where nothing has changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["FeedLine"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `feed-resync`: the platform was put back to an earlier state than the cursor’s. Begin without one. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeedAssets: {
        parameters: {
            query?: {
                /** @description Of the asset of this name alone. */
                name?: string;
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                /** @description Only records of assets that the fitments of this part name, whosever it is. */
                partId?: string;
                /** @description A tenant that shares everything with you. */
                publisher?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedAssets"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkFitments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pairs?: {
                        /** @description Whose part number `number` is. */
                        brand?: string;
                        /** @description What you know of the vehicle; used where the vehicle table leaves it open. */
                        known?: {
                            body?: string;
                            cylinders?: number;
                            displacementL?: string;
                            drive?: string;
                            engineModel?: string;
                            fuel?: string;
                            /** @description Whether the vehicle meets a qualifier, by its text. */
                            qualifiers?: {
                                [key: string]: boolean;
                            };
                            transmission?: string;
                        };
                        /** @description The vehicle maker whose OE number `number` is. */
                        make?: string;
                        /** @description In place of `partId`, in any spelling. */
                        number?: string;
                        partId?: string;
                        /** @description `YYYY-MM` or `YYYY-MM-DD`. */
                        productionDate?: string;
                        vehicleId?: string;
                        /** @description In place of `vehicleId`, or beside it: it tells more of the vehicle. */
                        vin?: string;
                    }[];
                    partIds?: string[];
                    vehicleIds?: string[];
                };
            };
        };
        responses: {
            /** @description An answer for each pair. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FitmentCheck"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 8 MB, or a guest’s over 64 KB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnresolvedFitments: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnresolvedFitments"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGrants: {
        parameters: {
            query?: {
                /** @description `given` unless given. */
                direction?: "given" | "received";
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                /** @description Those that were revoked, too; `true` unless given. */
                revoked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of grants. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grants: components["schemas"]["Grant"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGrant"];
            };
        };
        responses: {
            /** @description There was such a grant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grant: components["schemas"]["Grant"];
                    };
                };
            };
            /** @description It is given. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grant: components["schemas"]["Grant"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `grants-too-many`: that tenant has as many grants of yours as it may have. `grant-brands-too-many`: they name as many brands as they may. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A grant’s id, `grant_…`. */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grant: components["schemas"]["Grant"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such grant of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A grant’s id, `grant_…`. */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grant: components["schemas"]["Grant"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You gave no such grant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlatformHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformHealth"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    movePartImages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fromPartId: string;
                    /** @description Refused where the part that has them is there: for who has seen it among `left-images` a while ago. */
                    onlyLeft?: boolean;
                    /** @description A part that you publish. */
                    toPartId: string;
                };
            };
        };
        responses: {
            /** @description The images of the part that has them now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedImages"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The other part is another publisher’s (`part-not-own`). */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The one has no images of yours, or the other isn’t there. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The part would have more than 24 images (`images-too-many`), or the one is there, with `onlyLeft` (`part-there`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImageSpace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of parts and of drawings, in every size; equal files once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Beyond it nothing more is put up. */
                        maxBytes: number;
                        usedBytes: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                kind?: "parts" | "fitments" | "vehicles" | "stock" | "offers";
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                state?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: components["schemas"]["ImportJob"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startImport: {
        parameters: {
            query: {
                /** @description `parts`: what a cell that can’t be read does to its row. `refuse-row` (unless given) refuses it; `leave-out` takes the part without it, where it is one of names, description, attributes, positions and gtin (of attributes and positions the others are kept), and lists it as `cell-left-out` among the errors; such a row isn’t counted as failed. */
                badCells?: "refuse-row" | "leave-out";
                /** @description `parts`, `fitments`: name of the data set within yours; the main one unless given. */
                feed?: string;
                /** @description Shown with the job. */
                filename?: string;
                /** @description What the file is where its media type doesn’t say it; `auto` looks at it. */
                format?: "csv" | "ndjson" | "xlsx" | "vcdb" | "aces" | "pies" | "pies-workbook" | "auto";
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
                /** @description `stock`: whether a warehouse that you don’t have is made (unless given; each is told in `notes`, `warehouse-new`), or rows that name one are refused (`warehouse-unknown`). */
                newWarehouses?: "make" | "refuse";
                /** @description Name of a mapping profile of yours, in the place of `mapping`. The import keeps a copy. */
                profile?: string;
                /** @description `parts`, `fitments`: the rows are staged as a release, compared with what is live, and published by a person (`stage`) or by itself where the release rules allow it (`auto`). Without it they are taken in one by one. */
                release?: "stage" | "auto";
                /** @description `vehicles`: what the release is called; the file’s name unless given. */
                source?: string;
                /** @description `vehicles`: `full` is all there is, and what it doesn’t name is retired; `update` (unless given) adds and deletes. `parts`, `fitments`: `full` (of a release only) removes what the feed had and the file doesn’t name. Left out for ACES and PIES, whose header says it: an import that contradicts it fails. */
                submission?: "full" | "update";
            };
            header?: {
                /** @description Yours to choose, new for each import: the same file sent again under it, with the same parameters, isn’t imported twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description CSV (or text with semicolons, tabs or bars) with a header row, one JSON object a line, or a workbook (XLSX); for `vehicles` also a zip with the text tables of Auto Care’s VCdb, for `fitments` a feed of Auto Care’s ACES 3.0 to 5.0 and for `parts` one of PIES 6.5 to 8.0 (XML). Any of them plain, as gzip or in a zip with no other file, which is told by the content. Of text UTF-8, GB18030 (GBK), Windows-1252, Windows-1251 and UTF-16 with a byte order mark are told apart by looking; the job’s `notes` name what was found. */
        requestBody: {
            content: {
                "application/gzip": string;
                "application/jsonl": string;
                "application/ndjson": string;
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/x-gzip": string;
                "application/x-ndjson": string;
                "application/xml": string;
                "application/zip": string;
                "text/csv": string;
                "text/tab-separated-values": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description It had been taken before under this key. */
            200: {
                headers: {
                    /** @description `true` */
                    "Idempotency-Replayed"?: string;
                    /** @description The job. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: components["schemas"]["ImportJob"];
                    };
                };
            };
            /** @description Taken; the job runs. */
            202: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: components["schemas"]["ImportJob"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such mapping profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key was used for another import. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a media type that isn’t taken, or has a content encoding other than gzip. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An import’s id, such as `parts_…`. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: components["schemas"]["ImportJob"];
                        /** @description By which its rows are read; null where the headings say it themselves. */
                        mapping: components["schemas"]["Mapping"] | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such import of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An import’s id, such as `parts_…`. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: components["schemas"]["ImportJob"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such import of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countImportErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An import’s id, such as `parts_…`. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The codes that there are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            code: string;
                            errors: number;
                        }[];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such import of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImportErrors: {
        parameters: {
            query?: {
                /** @description Only errors with this code. */
                code?: string;
                /** @description For links, which can’t say what they accept. */
                format?: "json" | "csv";
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** @description An import’s id, such as `parts_…`. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of errors, or all of them as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errors: components["schemas"]["RowError"][];
                        nextPageToken: string | null;
                    };
                    "text/csv": string;
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such import of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Served as JSON or CSV only. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewImport: {
        parameters: {
            query: {
                /** @description What the file is where its media type doesn’t say it; `auto` looks at it. */
                format?: "csv" | "ndjson" | "xlsx" | "vcdb" | "aces" | "pies" | "pies-workbook" | "auto";
                /** @description `auto`: found by looking; `mapping` and `profile` need a kind. */
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers" | "auto";
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
                /** @description Name of a mapping profile of yours, in the place of `mapping`. The import keeps a copy. */
                profile?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CSV (or text with semicolons, tabs or bars) with a header row, one JSON object a line, or a workbook (XLSX); for `vehicles` also a zip with the text tables of Auto Care’s VCdb, for `fitments` a feed of Auto Care’s ACES 3.0 to 5.0 and for `parts` one of PIES 6.5 to 8.0 (XML). Any of them plain, as gzip or in a zip with no other file, which is told by the content. Of text UTF-8, GB18030 (GBK), Windows-1252, Windows-1251 and UTF-16 with a byte order mark are told apart by looking; the job’s `notes` name what was found. */
        requestBody: {
            content: {
                "application/gzip": string;
                "application/jsonl": string;
                "application/ndjson": string;
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/x-gzip": string;
                "application/x-ndjson": string;
                "application/xml": string;
                "application/zip": string;
                "text/csv": string;
                "text/tab-separated-values": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such mapping profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A workbook or zip is too large for a preview. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a media type that isn’t taken, or has a content encoding other than gzip. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGraphFaults: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of faults. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: components["schemas"]["GraphFault"][];
                        nextPageToken: string | null;
                        /** @description Changed parts, of all tenants, that have yet to be checked; counted up to 10,000. */
                        waiting: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvitationByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands behind the # of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the holder of the link is asked to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** @description Whether the e-mail has an account already: then its password is asked for. */
                        hasAccount: boolean;
                        /** @enum {string} */
                        role: "owner" | "catalogue-manager" | "seller" | "buyer";
                        tenant: string;
                        tenantName: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The invitation was used, was taken back, is too old, or never was. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands behind the # of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description A member now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tenant: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-failed`: it is not the account’s password. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The invitation was used, was taken back, is too old, or never was. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: `Retry-After` says when the next one is looked at. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that can still be used, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: components["schemas"]["Invitation"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteMember"];
            };
        };
        responses: {
            /** @description Invited. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: components["schemas"]["Invitation"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It would give more than who asks has (`grant-beyond-own`). */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-member` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: `Retry-After` says when the next one is looked at. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An invitation’s id. */
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its link is good for nothing. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such open invitation of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the request was made with; never its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: components["schemas"]["Key"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, the oldest first, revoked ones too; never a secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: components["schemas"]["ApiKey"];
                        secret: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It would give more than who asks has (`grant-beyond-own`). */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A key’s id. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: components["schemas"]["ApiKey"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such key of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeftDiagrams: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of their ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        diagrams: components["schemas"]["LeftDiagram"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeftImages: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of the parts’ ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nextPageToken: string | null;
                        parts: components["schemas"]["LeftImages"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLeftImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many. */
                        deleted: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The part has no images of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The part is there (again), and keeps them (`part-there`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMakes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All makes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        makes: components["schemas"]["Make"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A make’s id. */
                makeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All its models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        models: components["schemas"]["Model"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such make. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMappingProfiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profiles: components["schemas"]["MappingProfile"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMappingProfile: {
        parameters: {
            query: {
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            };
            header?: never;
            path: {
                /** @description Yours to choose. */
                profileName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: components["schemas"]["MappingProfile"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such mapping profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMappingProfile: {
        parameters: {
            query: {
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            };
            header?: never;
            path: {
                /** @description Yours to choose. */
                profileName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    headings?: string[];
                    mapping: components["schemas"]["Mapping"];
                };
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: components["schemas"]["MappingProfile"];
                    };
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: components["schemas"]["MappingProfile"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have as many profiles as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMappingProfile: {
        parameters: {
            query: {
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
            };
            header?: never;
            path: {
                /** @description Yours to choose. */
                profileName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such mapping profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All members, by e-mail. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: components["schemas"]["Member"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A member’s user id. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no member any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It would give, or take, more than who asks has (`grant-beyond-own`). */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The tenant has no such member. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-owner`: nobody else could manage the tenant then. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A member’s user id. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMember"];
            };
        };
        responses: {
            /** @description The member as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: components["schemas"]["Member"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It would give, or take, more than who asks has (`grant-beyond-own`). */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The tenant has no such member. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-owner`: nobody else could manage the tenant then. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModelYears: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A model’s id. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its years. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Engines and bodies of each year. */
                        vehicleCounts: number[];
                        years: number[];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookUpNumber: {
        parameters: {
            query?: {
                /** @description 50 unless given. */
                limit?: number;
                /** @description Narrows to a vehicle maker or brand. */
                make?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parts that have the number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Keys that were looked for. */
                        keys: string[];
                        matches: {
                            part: components["schemas"]["Part"];
                            via: components["schemas"]["PartNumber"] | null;
                        }[];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNumberVehicles: {
        parameters: {
            query?: {
                /** @description Narrows to a vehicle maker or brand. */
                make?: string;
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberVehicles"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookUpNumbers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Parts of one number, 10 unless given. */
                    limit?: number;
                    numbers: {
                        /** @description Brand whose part number it is. */
                        brand?: string;
                        /** @description Vehicle maker whose OE number it is. */
                        make?: string;
                        /** @example 04152-31090/38010 */
                        number: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description A line for each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            error: {
                                /** @description `required`, `too-long`, `not-a-number` or `too-many-numbers`. */
                                code: string;
                                message: string;
                            } | null;
                            numbers: components["schemas"]["ReadNumber"][];
                        }[];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookUpNumbersFile: {
        parameters: {
            query?: {
                /** @description `csv` unless given: UTF-8 with a byte order mark, by which spreadsheets know it. */
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Parts of one number, 10 unless given. */
                    limit?: number;
                    numbers: {
                        /** @description Brand whose part number it is. */
                        brand?: string;
                        /** @description Vehicle maker whose OE number it is. */
                        make?: string;
                        /** @example 04152-31090/38010 */
                        number: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWorkbookRows: {
        parameters: {
            query?: {
                /** @description Its name, unless it is the first with data. */
                sheet?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The workbook. */
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description What stands in it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkbookRows"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workbook is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of a media type that isn’t taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many workbooks are being read; try again in a moment. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                state?: "placed" | "confirmed" | "rejected" | "cancelling" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nextPageToken: string | null;
                        orders: components["schemas"]["Order"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Yours to choose, new for each order. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrder"];
            };
        };
        responses: {
            /** @description It had been placed before under this key. */
            200: {
                headers: {
                    /** @description `true` */
                    "Idempotency-Replayed"?: string;
                    /** @description The order. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Placed. */
            201: {
                headers: {
                    /** @description The order. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Out of stock (`shortages` names the lines), or the key was used for another order. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An order’s id. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such order of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An order’s id. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such order of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The order can’t be cancelled any more. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderFile: {
        parameters: {
            query?: {
                /** @description `csv` unless given: UTF-8 with a byte order mark, by which spreadsheets know it. */
                format?: "csv" | "xlsx";
            };
            header?: never;
            path: {
                /** @description An order’s id. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such order of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countPartTypes: {
        parameters: {
            query?: {
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts of a page, the most first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            parts: number;
                            partTypeId: string | null;
                            /**
                             * @description Typed id in a foreign table, of parts that have no part type because it means nothing yet.
                             * @example pcdb.partTerminology:1896
                             */
                            unresolved: string | null;
                        }[];
                        nextPageToken: string | null;
                        partsRead: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPartTypeIds: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of the ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: {
                            id: string;
                            means: string;
                        }[];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPartTypeIds: {
        parameters: {
            query?: {
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description JSON; or a table (CSV, XLSX, NDJSON; plain, gzip or zip) with the columns `id` and `means`, in which `mapping` may say what the headings mean: `{"columns":{"PartTerminologyID":{"field":"id","prefix":"pcdb.partTerminology:"}}}`. */
        requestBody: {
            content: {
                "application/gzip": string;
                "application/json": {
                    ids: {
                        /** @example pcdb.partTerminology:1896 */
                        id: string;
                        /**
                         * @description A part type, by its id or a name.
                         * @example brake-pads
                         */
                        means: string;
                    }[];
                };
                "application/jsonl": string;
                "application/ndjson": string;
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/x-gzip": string;
                "application/x-ndjson": string;
                "application/zip": string;
                "text/csv": string;
                "text/tab-separated-values": string;
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 8 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a table. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePartTypeIds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    remove?: string[];
                    set?: {
                        /** @example pcdb.partTerminology:1896 */
                        id: string;
                        /**
                         * @description A part type, by its id or a name.
                         * @example brake-pads
                         */
                        means: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number;
                        changed: number;
                        removed: number;
                        unchanged: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPartTypes: {
        parameters: {
            query?: {
                /** @description `true`: only what every counter sells; `false`: only the rest. */
                common?: boolean;
                /** @description What lies below a section, a category or a part type, by its id. */
                parent?: string;
                /** @description Words, in Chinese or English. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table, or what was asked for of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartTypes"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part type’s id, such as `oil-filter`. */
                partTypeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The part type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartType"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part type. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The part. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholePart"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPartFitments: {
        parameters: {
            query?: {
                makeId?: string;
                modelId?: string;
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                year?: number;
            };
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of fitments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fitments: components["schemas"]["Fitment"][];
                        nextPageToken: string | null;
                        total: number;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPartImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The part’s images as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartImages"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartImage: {
        parameters: {
            query?: {
                /** @description That fits into 256, 960 or 2048 pixels a side; `large` unless given. */
                size?: "small" | "medium" | "large";
                /** @description For guests of a storefront that is chosen by path, whose pages can’t send a header with an image: its slug. */
                storefront?: string;
                /** @description As in the address that is told: kept by browsers for good, and by nobody else. */
                v?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                /** @description Letters and digits of any script, blanks, dots, dashes, underscores. */
                imageName: string;
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    /** @description A week with `v`, otherwise a minute; never for others. */
                    "Cache-Control"?: string;
                    /** @description Of the picture. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description As it is known. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such image of a part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPartImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only in the place of this one: the `v` of its addresses, quoted. */
                "If-Match"?: string;
                /** @description Only where there is none with the name. */
                "If-None-Match"?: "*";
            };
            path: {
                /** @description Letters and digits of any script, blanks, dots, dashes, underscores. */
                imageName: string;
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        /** @description The picture. */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description The part’s images as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartImages"];
                };
            };
            /** @description Put up: the part’s images as they are now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartImages"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `part-not-own`: the part is another publisher’s. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The part has 24 images. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `image-exists`: there is another with the name, and `If-None-Match` asks for none. `image-changed`: it isn’t the one any more that `If-Match` names. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The picture is over 10 MiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `image-space-used`: all your pictures together take as much as they may. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePartImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Letters and digits of any script, blanks, dots, dashes, underscores. */
                imageName: string;
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The part’s images as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartImages"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `part-not-own`: the part is another publisher’s. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such image of a part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePartImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Letters and digits of any script, blanks, dots, dashes, underscores. */
                imageName: string;
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is to be seen, for who doesn’t see it. Replaces both languages. */
                    caption?: {
                        en?: string | null;
                        zh?: string | null;
                    };
                    /** @description Its place, from 0. */
                    position?: number;
                };
            };
        };
        responses: {
            /** @description The part’s images as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartImages"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `part-not-own`: the part is another publisher’s. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such image of a part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPartInterchange: {
        parameters: {
            query?: {
                /** @description YYYY-MM-DD; today unless given. */
                asOf?: string;
                /** @description Most steps told. Unless given, a supersession is told to its end and anything else one step far. */
                depth?: number;
                /** @description Only these, with commas between: same-oe, cross-reference, comparable, superseded-by, supersedes, accessory, accessory-of, component, part-of. */
                types?: string;
            };
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The edges. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interchange"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPartOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetOffer"];
            };
        };
        responses: {
            /** @description Stock and prices of the part as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another has changed them (`prices-changed`): `current` has the prices and their version. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceChanges: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; empty for a part that never had a price of yours. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["PriceChange"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStockEntries: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                /** @description Only of this warehouse. */
                warehouseId?: string;
            };
            header?: never;
            path: {
                /** @description A part’s id. */
                partId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; empty for a part that you never had any of. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["StockEntry"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePartStock: {
        parameters: {
            query?: never;
            header: {
                /** @description Yours to choose, new for each change. */
                "Idempotency-Key": string;
            };
            path: {
                /** @description A part’s id. */
                partId: string;
                /** @description A warehouse’s id. */
                warehouseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockChange"];
            };
        };
        responses: {
            /** @description Stock and prices of the part as they are now. */
            200: {
                headers: {
                    /** @description `true` where it had been done before under this key. */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such part that you may see, or no such warehouse of yours (`warehouse-not-found`). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another has changed it (`stock-changed`), or orders hold it (`stock-reserved`): `current` is the level as it is. Or the key was used for another change (`idempotency-key-used`). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestPasswordReset"];
            };
        };
        responses: {
            /** @description A mail is on its way, if there is somebody to send it to. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "accepted";
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: `Retry-After` says when the next one is looked at. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands behind the # of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description The password is set; sign in with it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link was used, is too old, or never was. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReleaseRules: {
        parameters: {
            query: {
                kind: "parts" | "fitments";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["ReleaseRules"];
                        /** @description Another one where the rules are others. */
                        rulesVersion: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setReleaseRules: {
        parameters: {
            query: {
                kind: "parts" | "fitments";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetReleaseRules"];
            };
        };
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["ReleaseRules"];
                        /** @description Another one where the rules are others. */
                        rulesVersion: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another has changed them (`release-rules-changed`): `current` has the rules and their version. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReleases: {
        parameters: {
            query?: {
                /** @description Only of this data set; empty for the main one. */
                feed?: string;
                kind?: "parts" | "fitments";
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                state?: "staging" | "staged" | "publishing" | "published" | "superseded" | "rolling-back" | "rolled-back" | "discarded" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of releases. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nextPageToken: string | null;
                        releases: components["schemas"]["Release"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A release’s id, such as `rel-parts_…`. */
                releaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release as it is now, and some changes of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release: components["schemas"]["Release"];
                        samples: components["schemas"]["ReleaseChange"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such release of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReleaseChanges: {
        parameters: {
            query?: {
                change?: "added" | "changed" | "removed";
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** @description A release’s id, such as `rel-parts_…`. */
                releaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["ReleaseChange"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such release of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A release’s id, such as `rel-parts_…`. */
                releaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is discarded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release: components["schemas"]["Release"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such release of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The release isn’t in a state in which this can be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A release’s id, such as `rel-parts_…`. */
                releaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is published, or will be. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release: components["schemas"]["Release"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such release of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The release isn’t in a state in which this can be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A release’s id, such as `rel-parts_…`. */
                releaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is rolled back, or will be. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        release: components["schemas"]["Release"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such release of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The release isn’t in a state in which this can be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRulePacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rulePacks: components["schemas"]["RulePack"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRulePack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pack’s `id`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pack as it was put. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulePackFile"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such rule pack. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRulePack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pack’s `id`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulePackFile"];
            };
        };
        responses: {
            /** @description Replaced. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rulePack: components["schemas"]["RulePack"];
                    };
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rulePack: components["schemas"]["RulePack"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have as many packs, or rules, as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The pack is over 3 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body isn’t JSON, or has a content encoding. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRulePack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pack’s `id`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: string;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such rule pack. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchParts: {
        parameters: {
            query?: {
                brandId?: string;
                /** @description Needs scope `inventory:read`. */
                inStock?: boolean;
                page?: number;
                pageSize?: number;
                partTypeId?: string;
                /** @description Where on the vehicle it goes, an id of `positions` in `GET /v1/part-types`: of the part itself, or of a place where it fits. What lies within is found, too: `front-left` in `front` and in `left`. */
                position?: string;
                /** @description A VIN, an OE or part number, or words in Chinese or English. */
                q?: string;
                /** @description By price or stock: needs scope `inventory:read`. */
                sort?: "relevance" | "price" | "-price" | "-stock" | "number";
                vehicleId?: string;
                /** @description What words such as `2018 雅阁 2.0` or `BMW F30` do where no vehicle is given otherwise. `limit`, the default: only parts that fit any of these vehicles are found, where there are such. `show`: hits say whether they fit, and those of which no vehicle is known are found, too. `words`: they are words as all others. */
                vehicleWords?: "limit" | "show" | "words";
                vin?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of hits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such vehicle. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session-missing` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    /** @description The session, for a browser. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-failed` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `membership-missing`, or `csrf-refused` from a page of another origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no storefront with the slug that `X-Qipei-Storefront` names. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: `Retry-After` says when the next one is looked at. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    /** @description The session, for a browser. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    /** @description The session, for a browser. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-failed`: the current password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: `Retry-After` says when the next one is looked at. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switchTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchTenant"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    /** @description The session, for a browser. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `membership-missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStock: {
        parameters: {
            query?: {
                /** @description Only what fewer are available of, there or in all: 1 for what there is none of. */
                availableBelow?: number;
                brandId?: string;
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                /** @description A number in any spelling, or words. */
                q?: string;
                /** @description Only what it has, or had, something of. */
                warehouseId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nextPageToken: string | null;
                        parts: components["schemas"]["StockOfPart"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorefront: {
        parameters: {
            query?: {
                slug?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The look. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Storefront"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no storefront with that slug. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorefrontSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As you have set them; null as long as you haven’t. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        storefront: components["schemas"]["StorefrontSettings"] | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putStorefrontSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorefrontInput"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        storefront: components["schemas"]["StorefrontSettings"];
                    };
                };
            };
            /** @description Set up. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        storefront: components["schemas"]["StorefrontSettings"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else has the slug or a host, or the settings were changed since the `version`; `public-url-missing`: the operator hasn’t said which host is the platform’s own, so that there are no others. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is over 1 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putStorefrontLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The picture. */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description Put up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        storefront: components["schemas"]["StorefrontSettings"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no storefront yet: set it up first. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The picture is over 512 KiB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteStorefrontLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has none now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        storefront: components["schemas"]["StorefrontSettings"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no storefront. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorefrontLogo: {
        parameters: {
            query?: {
                /** @description As in the address that the storefront tells: kept for good. */
                v?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                /** @description A storefront’s slug. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    /** @description For good with `v`, otherwise five minutes. */
                    "Cache-Control"?: string;
                    /** @description Of the picture. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description As it is known. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such storefront, or it has no logo. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorefrontManifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A storefront’s slug. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description https://www.w3.org/TR/appmanifest/ */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/manifest+json": string;
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no storefront with that slug. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSuggestions: {
        parameters: {
            query?: {
                /** @description 10 unless given. */
                limit?: number;
                q?: string;
                vehicleId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The best first; none for an empty query. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suggestions: components["schemas"]["Suggestion"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such vehicle. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uploads: components["schemas"]["ImportUpload"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query: {
                /** @description `parts`: what a cell that can’t be read does to its row. `refuse-row` (unless given) refuses it; `leave-out` takes the part without it, where it is one of names, description, attributes, positions and gtin (of attributes and positions the others are kept), and lists it as `cell-left-out` among the errors; such a row isn’t counted as failed. */
                badCells?: "refuse-row" | "leave-out";
                /** @description `parts`, `fitments`: name of the data set within yours; the main one unless given. */
                feed?: string;
                /** @description Shown with the job. */
                filename?: string;
                /** @description What the file is where its media type doesn’t say it; `auto` looks at it. */
                format?: "csv" | "ndjson" | "xlsx" | "vcdb" | "aces" | "pies" | "pies-workbook" | "auto";
                kind: "parts" | "fitments" | "vehicles" | "stock" | "offers";
                /** @description JSON that says which heading of the file means which field, where the headings don’t say it themselves: `{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; `null`: the column isn’t taken. */
                mapping?: string;
                /** @description `stock`: whether a warehouse that you don’t have is made (unless given; each is told in `notes`, `warehouse-new`), or rows that name one are refused (`warehouse-unknown`). */
                newWarehouses?: "make" | "refuse";
                /** @description Name of a mapping profile of yours, in the place of `mapping`. The import keeps a copy. */
                profile?: string;
                /** @description `parts`, `fitments`: the rows are staged as a release, compared with what is live, and published by a person (`stage`) or by itself where the release rules allow it (`auto`). Without it they are taken in one by one. */
                release?: "stage" | "auto";
                /** @description Of the whole file; what arrives is held against it. */
                sha256?: string;
                /** @description `vehicles`: what the release is called; the file’s name unless given. */
                source?: string;
                /** @description `vehicles`: `full` is all there is, and what it doesn’t name is retired; `update` (unless given) adds and deletes. `parts`, `fitments`: `full` (of a release only) removes what the feed had and the file doesn’t name. Left out for ACES and PIES, whose header says it: an import that contradicts it fails. */
                submission?: "full" | "update";
            };
            header: {
                /** @description `1.0.0`, where the client speaks tus. */
                "Tus-Resumable"?: string;
                /** @description Bytes of the whole file. */
                "Upload-Length": number;
                /** @description As of tus: `filename` is read from it. */
                "Upload-Metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun. */
            201: {
                headers: {
                    /** @description The upload. */
                    Location?: string;
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description Of the whole file. */
                    "Upload-Length"?: string;
                    /** @description How many bytes are safe on disk. */
                    "Upload-Offset"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        upload: components["schemas"]["ImportUpload"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You have no such mapping profile. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The client speaks another version of tus than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An upload’s id, such as `parts_…`. */
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it stands. */
            200: {
                headers: {
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description Of the whole file. */
                    "Upload-Length"?: string;
                    /** @description How many bytes are safe on disk. */
                    "Upload-Offset"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        upload: components["schemas"]["ImportUpload"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such upload of yours; it may have been given up. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An upload’s id, such as `parts_…`. */
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such upload of yours; it may have been given up. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    appendUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description `1.0.0`, where the client speaks tus. */
                "Tus-Resumable"?: string;
                /** @description Where the part begins. */
                "Upload-Offset": number;
            };
            path: {
                /** @description An upload’s id, such as `parts_…`. */
                uploadId: string;
            };
            cookie?: never;
        };
        /** @description The bytes from the offset on. */
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/offset+octet-stream": string;
                "application/partial-upload": string;
            };
        };
        responses: {
            /** @description Safe on disk. */
            204: {
                headers: {
                    /** @description The import, once the file is whole. */
                    "Import-Location"?: string;
                    /** @description `1.0.0` */
                    "Tus-Resumable"?: string;
                    /** @description Of the whole file. */
                    "Upload-Length"?: string;
                    /** @description How many bytes are safe on disk. */
                    "Upload-Offset"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such upload of yours; it may have been given up. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stood still; what came before stays. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stands elsewhere (`offset` tells where), or goes on over another connection. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The client speaks another version of tus than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More was sent than the upload was to have. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is of another media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVehicleReleases: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of releases. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nextPageToken: string | null;
                        releases: components["schemas"]["VehicleRelease"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVehicles: {
        parameters: {
            query?: {
                externalId?: string;
                modelId?: string;
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                unresolved?: "true";
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vehicles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description With `externalId`: what it names. */
                        lookedUp: components["schemas"]["LookedUp"] | null;
                        nextPageToken: string | null;
                        vehicles: components["schemas"]["Vehicle"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, or nothing has that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVehicle: {
        parameters: {
            query?: {
                /** @description An instant, ISO 8601. */
                asOf?: string;
                release?: string;
            };
            header?: never;
            path: {
                /** @description A vehicle’s id, or an id of another table such as `ktype.pc:15657`. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vehicle. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundVehicle"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is, or was then, no such vehicle, or no such release. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVehicleParts: {
        parameters: {
            query?: {
                brandId?: string;
                /** @description Needs scope `inventory:read`. */
                inStock?: boolean;
                page?: number;
                pageSize?: number;
                partTypeId?: string;
                /** @description Where on the vehicle it goes, an id of `positions` in `GET /v1/part-types`: of the part itself, or of a place where it fits. What lies within is found, too: `front-left` in `front` and in `left`. */
                position?: string;
                /** @description When it was built: `YYYY-MM` or `YYYY-MM-DD`. */
                productionDate?: string;
            };
            header?: never;
            path: {
                /** @description A vehicle’s id. */
                vehicleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of parts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        facets: {
                            name: string;
                            values: {
                                count: number;
                                label: string;
                                labelZh: string | null;
                                value: string;
                            }[];
                        }[];
                        /** @description `availability-unknown`, `fit-unknown`, `images-unknown`: what could not be looked up just now. */
                        notes: components["schemas"]["Note"][];
                        page: number;
                        pageSize: number;
                        parts: components["schemas"]["Hit"][];
                        total: number;
                        vehicle: components["schemas"]["Vehicle"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such vehicle. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVinData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table that is served now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VinData"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decodeVin: {
        parameters: {
            query?: {
                /** @description 车身形式. `Sedan/Saloon`, `三厢轿车`, … `unknown` leaves it open. */
                "answer.body"?: string;
                /** @description 气缸数. `unknown` leaves it open. */
                "answer.cylinders"?: string;
                /** @description 发动机排量. `1.5`, `1.5T`, `1498 cc`. `unknown` leaves it open. */
                "answer.displacementL"?: string;
                /** @description 车门数. `unknown` leaves it open. */
                "answer.doors"?: string;
                /** @description 驱动形式. `AWD`, `四驱`, … `unknown` leaves it open. */
                "answer.drive"?: string;
                /** @description 发动机型号. `unknown` leaves it open. */
                "answer.engineModel"?: string;
                /** @description 燃料类型. `Gasoline`, `汽油`, … `unknown` leaves it open. */
                "answer.fuel"?: string;
                /** @description 品牌. By name. `unknown` leaves it open. */
                "answer.make"?: string;
                /** @description 车型. The option’s value, or the name. `unknown` leaves it open. */
                "answer.model"?: string;
                /** @description 发动机功率 in kW. `unknown` leaves it open. */
                "answer.powerKw"?: string;
                /** @description 变速箱. `Manual`, `手动`, … `unknown` leaves it open. */
                "answer.transmission"?: string;
                /** @description 年款. `unknown` leaves it open. */
                "answer.year"?: string;
            };
            header?: never;
            path: {
                /** @description As typed or scanned: blanks, dashes and full-width letters are cleaned. */
                vin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the VIN tells. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecodedVin"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decodeVins: {
        parameters: {
            query?: {
                /** @description `full`: each line is what `GET /v1/vins/{vin}` answers, with `line` and `ref`. */
                detail?: "flat" | "full";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description NDJSON: `"VIN"` or `{"vin": "…", "ref": "…"}` a line, `ref` being whatever you want to know it again by. Plain text: a VIN a line. CSV: the column that the first line calls `vin` or `车架号`, else the first. UTF-8; may be gzipped (`Content-Encoding: gzip`). */
        requestBody: {
            content: {
                "application/jsonl": string;
                "application/ndjson": string;
                "application/x-ndjson": string;
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description NDJSON, a line each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["VinLine"] | components["schemas"]["VinLineError"] | components["schemas"]["DecodedVin"];
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body stood still before anything could be answered. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is none of these, or has another content encoding. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWarehouses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All warehouses. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        warehouses: components["schemas"]["Warehouse"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description True unless given. */
                    enabled?: boolean;
                    eventTypes: ("part.saved" | "part.deleted" | "fitments.saved" | "fitments.deleted" | "release.published" | "release.rolled-back" | "import.ended" | "order.placed" | "order.confirmed" | "order.rejected" | "order.cancelled")[];
                    /**
                     * @description https, on the public internet.
                     * @example https://shop.example/qipei
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Shown this once.
                         * @example whsec_…
                         */
                        secret: string;
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhooks-too-many`: there are 20. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook, without its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    enabled?: boolean;
                    eventTypes?: ("part.saved" | "part.deleted" | "fitments.saved" | "fitments.deleted" | "release.published" | "release.rolled-back" | "import.ended" | "order.placed" | "order.confirmed" | "order.rejected" | "order.cancelled")[];
                    /**
                     * @description https, on the public internet.
                     * @example https://shop.example/qipei
                     */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description The webhook as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Entries a page, 50 unless given. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before. */
                pageToken?: string;
                state?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["WebhookDelivery"][];
                        nextPageToken: string | null;
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A delivery’s id. */
                deliveryId: string;
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: components["schemas"]["WebhookDelivery"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours, or no such delivery of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    since: string;
                };
            };
        };
        responses: {
            /** @description It is queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Shown this once.
                         * @example whsec_…
                         */
                        secret: string;
                        webhook: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook’s id. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: components["schemas"]["WebhookDelivery"];
                    };
                };
            };
            /** @description Something in the request is not valid; `errors` names it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key and no session, or one that is unknown, revoked or over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the role lacks the scope, or a browser’s request has no CSRF token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the platform is not available. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The platform did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

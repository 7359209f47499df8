// Made by `make typescript` from docs/openapi.json, sha256 f7a985d2736cc32316604641679c557fb549b5d4bb56ebbf70704c54fa2e64af

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this is
         * @description Needs the scope `read`.
         */
        get: operations["get_root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process lives */
        get: operations["get_alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/categorization/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether anything tags
         * @description Needs the scope `read`.
         */
        get: operations["get_tagging_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/categorization/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far tags are
         * @description Needs the scope `read`.
         */
        get: operations["get_tagging_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/categorization/tag-subreddits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tag communities
         * @description Needs the scope `operate`.
         */
        post: operations["tag_subreddits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/categorization/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which tags there are
         * @description Needs the scope `read`.
         */
        get: operations["get_tag_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of audit
         * @description Needs the scope `read`.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be spent, and what was
         * @description Needs the scope `read`.
         */
        get: operations["list_budgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every switch
         * @description Needs the scope `read`.
         */
        get: operations["list_switches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/control/{platform}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a scraper
         * @description Needs the scope `operate`.
         */
        post: operations["pause_platform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/control/{platform}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a scraper go on
         * @description Needs the scope `operate`.
         */
        post: operations["resume_platform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/control/paid-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop or allow everything that costs money
         * @description Needs the scope `admin`.
         */
        post: operations["switch_paid_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What calls cost
         * @description Needs the scope `read`.
         */
        get: operations["get_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/cleanup-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete old logs
         * @description Needs the scope `operate`.
         */
        post: operations["run_cleanup_logs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether jobs run
         * @description Needs the scope `read`.
         */
        get: operations["get_cron_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/migrate-cdn-to-r2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy files
         * @description Needs the scope `operate`.
         */
        post: operations["run_migrate_cdn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of dead letters
         * @description Needs the scope `read`.
         */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{letter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dead letter, with what it holds
         * @description Needs the scope `read`.
         */
        get: operations["get_dead_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{letter_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a dead letter once more
         * @description Needs the scope `operate`.
         */
        post: operations["replay_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live stream
         * @description Events, each with its name and JSON: `hello`, `request`, `rows`, `counts`, `scraper`, `jobs`; `reset` where too much was missed; `dropped` or `bye`, with a reason, at the end.
         *
         *     Needs the scope `read`.
         */
        get: operations["watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket for the live stream
         * @description Needs the scope `read`.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of accounts, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of audit, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/creators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of creators, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_creators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/follower_history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of follower history, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_follower_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of logs, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of models, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of posts, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of recommendations, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_recommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/reddit_posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of reddit posts, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_reddit_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/reels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of reels, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_reels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/subreddits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of subreddits, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_subreddits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of users, as a file
         * @description Every row of one moment that the list's own filters, search and order give, read as it is taken. It stands in the audit log as `export.finished`, or else as `export.broken`.
         *
         *     Needs the scope `read`.
         */
        get: operations["export_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creator/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a creator
         * @description Needs the scope `operate`.
         */
        post: operations["add_creator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creator/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether creators can be added
         * @description Needs the scope `read`.
         */
        get: operations["get_creator_adding_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of creators
         * @description Needs the scope `read`.
         */
        get: operations["list_creators"];
        put?: never;
        /**
         * Add a creator, by the address of their list
         * @description Needs the scope `operate`.
         */
        post: operations["create_creator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A creator, by id or name
         * @description Needs the scope `read`.
         */
        get: operations["get_creator"];
        put?: never;
        post?: never;
        /**
         * Remove a creator
         * @description Nothing is collected of it, and no list shows it; its rows stay.
         *
         *     Adding it again brings it back, and so does taking this back.
         *
         *     Needs the scope `operate`.
         */
        delete: operations["remove_creator"];
        options?: never;
        head?: never;
        /**
         * Decide about a creator
         * @description Needs the scope `review`.
         */
        patch: operations["edit_creator"];
        trace?: never;
    };
    "/api/instagram/creators/{key}/follower-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of follower history of one creator
         * @description Needs the scope `read`.
         */
        get: operations["list_follower_history_of_creator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a creator
         * @description Nothing is collected of it by itself any more; whoever asks for it still gets it.
         *
         *     Needs the scope `operate`.
         */
        post: operations["pause_creator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of posts of one creator
         * @description Needs the scope `read`.
         */
        get: operations["list_posts_of_creator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/reels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of reels of one creator
         * @description Needs the scope `read`.
         */
        get: operations["list_reels_of_creator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom a creator led to
         * @description As far as anybody asked; `processed` says whether somebody did, `code` why none does.
         *
         *     Needs the scope `read`.
         */
        get: operations["list_related_creators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a creator
         * @description It is collected again.
         *
         *     Needs the scope `operate`.
         */
        post: operations["resume_creator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is like a creator
         * @description Needs the scope `read`.
         */
        get: operations["list_similar_creators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{key}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace tags
         * @description Needs the scope `review`.
         */
        put: operations["replace_tags_of_creator"];
        /**
         * Add tags
         * @description Needs the scope `review`.
         */
        post: operations["add_tags_of_creator"];
        /**
         * Remove tags
         * @description Needs the scope `review`.
         */
        delete: operations["remove_tags_of_creator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/{username}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch a creator again
         * @description Needs the scope `operate`.
         */
        post: operations["refresh_creator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/creators/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about many at once
         * @description Needs the scope `review`.
         */
        post: operations["edit_many_creators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/niches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Niches
         * @description Needs the scope `read`.
         */
        get: operations["list_niches"];
        put?: never;
        /**
         * Make a niche
         * @description Needs the scope `review`.
         */
        post: operations["create_niche"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/niches/{name}": {
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
         * Delete a niche
         * @description Needs the scope `review`.
         */
        delete: operations["delete_niche"];
        options?: never;
        head?: never;
        /**
         * Rename a niche
         * @description What was cut off in the midst is finished by asking again.
         *
         *     Needs the scope `review`.
         */
        patch: operations["rename_niche"];
        trace?: never;
    };
    "/api/instagram/niches/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make several niches one
         * @description Needs the scope `review`.
         */
        post: operations["merge_niches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of posts
         * @description Needs the scope `read`.
         */
        get: operations["list_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/reels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of reels
         * @description Needs the scope `read`.
         */
        get: operations["list_reels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/reels/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All reels that the filters find, together
         * @description Needs the scope `read`.
         */
        get: operations["summarise_reels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/related-creators/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for related accounts
         * @description Needs the scope `operate`.
         */
        post: operations["start_related_creators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/related-creators/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * That nothing asks
         * @description Needs the scope `read`.
         */
        get: operations["get_related_creators_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/related-creators/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask no more
         * @description Needs the scope `operate`.
         */
        post: operations["stop_related_creators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/related-creators/unprocessed-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Of whom nobody asked yet
         * @description Needs the scope `read`.
         */
        get: operations["count_unprocessed_creators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/control-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How it is started and stopped
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_control_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/cost-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What today's calls cost
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/cycle-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * That there is no cycle
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_cycle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether its processes report
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_scraper_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Want it started
         * @description Needs the scope `operate`.
         */
        post: operations["start_instagram_scraper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wanted, and how the parts do
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_scraper_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/status-detailed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same with today's calls
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_scraper_detailed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Want it stopped
         * @description Needs the scope `operate`.
         */
        post: operations["stop_instagram_scraper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/scraper/success-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The share of calls that were answered
         * @description Needs the scope `read`.
         */
        get: operations["get_instagram_success_rate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/tagging/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tag creators
         * @description Needs the scope `operate`.
         */
        post: operations["tag_creators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/tagging/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far tags are
         * @description Of approved creators. No model has tagged any, so none has cost anything.
         *
         *     Needs the scope `read`.
         */
        get: operations["get_creator_tagging_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tags of creators
         * @description Needs the scope `read`.
         */
        get: operations["list_creator_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/viral-rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When an item is viral
         * @description As reels and posts were judged when they were stored.
         *
         *     Needs the scope `read`.
         */
        get: operations["get_viral_rule"];
        /**
         * Change the rule
         * @description A new rule means judging everything anew.
         *
         *     Needs the scope `operate`.
         */
        put: operations["change_viral_rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instagram/viral-rule/recompute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge all items anew
         * @description Needs the scope `operate`.
         */
        post: operations["recompute_viral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Long work: which kinds there are
         * @description Jobs of the job runner. While there is none, none: `code` says so, as the feed does.
         *
         *     Needs the scope `read`.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job
         * @description Needs the scope `read`.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a job
         * @description Needs the scope `operate`.
         */
        post: operations["start_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys, newest first
         * @description Needs the scope `admin`.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Make an API key; its text is told this once
         * @description Needs the scope `admin`.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{key_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an API key
         * @description Needs the scope `admin`.
         */
        post: operations["revoke_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of logs
         * @description Needs the scope `read`.
         */
        get: operations["list_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks
         * @description Needs the scope `read`.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dashboards, and what may be done there
         * @description Needs the scope `read`.
         */
        get: operations["list_dashboards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/dashboards/{dashboard_id}": {
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
         * Note that it was opened now
         * @description Needs the scope `read`.
         */
        patch: operations["open_dashboard"];
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of models
         * @description Needs the scope `read`.
         */
        get: operations["list_models"];
        put?: never;
        /**
         * Make a model
         * @description Needs the scope `review`.
         */
        post: operations["create_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{key}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace tags
         * @description Needs the scope `review`.
         */
        put: operations["replace_tags_of_model"];
        /**
         * Add tags
         * @description Needs the scope `review`.
         */
        post: operations["add_tags_of_model"];
        /**
         * Remove tags
         * @description Needs the scope `review`.
         */
        delete: operations["remove_tags_of_model"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{row_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A model, with its accounts
         * @description Needs the scope `read`.
         */
        get: operations["get_model"];
        put?: never;
        post?: never;
        /**
         * Archive a model
         * @description Out of sight, and its accounts are let go; to be taken back by its undo token.
         *
         *     Needs the scope `review`.
         */
        delete: operations["archive_model"];
        options?: never;
        head?: never;
        /**
         * Decide about a model
         * @description Needs the scope `review`.
         */
        patch: operations["edit_model"];
        trace?: never;
    };
    "/api/models/{row_id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link accounts to a model
         * @description Needs the scope `review`.
         */
        post: operations["link_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{row_id}/accounts/{account_id}": {
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
         * Let an account go
         * @description Needs the scope `review`.
         */
        delete: operations["unlink_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orgs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of organisations
         * @description Needs the scope `admin`.
         */
        get: operations["list_orgs"];
        put?: never;
        /**
         * Make an organisation
         * @description Needs the scope `admin`.
         */
        post: operations["create_org"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of accounts
         * @description Needs the scope `read`.
         */
        get: operations["list_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same of Reddit
         * @description Needs the scope `read`.
         */
        get: operations["list_reddit_budgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of reddit posts
         * @description Needs the scope `read`.
         */
        get: operations["list_reddit_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/posts/viral": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the older ranking
         * @description Needs the scope `read`.
         */
        get: operations["list_viral_posts_as_before"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of recommendations
         * @description By the tags that are sent, else by all of those of the account's model: without a model, or
         *     where it has none, the page is empty, and so are its `tags`. Without an account and without
         *     tags all approved communities are ranked.
         *
         *     Needs the scope `read`.
         */
        get: operations["list_recommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/cycle-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * That there is no cycle
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_cycle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether its processes report
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_scraper_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/reddit-api-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls of today
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Want it started
         * @description Needs the scope `operate`.
         */
        post: operations["start_reddit_scraper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wanted, and how the parts do
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_scraper_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/status-detailed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same with today's calls
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_scraper_detailed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Want it stopped
         * @description Needs the scope `operate`.
         */
        post: operations["stop_reddit_scraper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/scraper/success-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The share of calls that were answered
         * @description Needs the scope `read`.
         */
        get: operations["get_reddit_success_rate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of subreddits
         * @description Needs the scope `read`.
         */
        get: operations["list_subreddits"];
        put?: never;
        /**
         * Add one community, or many
         * @description Needs the scope `operate`.
         */
        post: operations["add_subreddits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A community, by id or name
         * @description Needs the scope `read`.
         */
        get: operations["get_subreddit"];
        put?: never;
        post?: never;
        /**
         * Remove a subreddit
         * @description Nothing is collected of it, and no list shows it; its rows stay.
         *
         *     Adding it again brings it back, and so does taking this back.
         *
         *     Needs the scope `operate`.
         */
        delete: operations["remove_subreddit"];
        options?: never;
        head?: never;
        /**
         * Decide about a community
         * @description Needs the scope `review`.
         */
        patch: operations["edit_subreddit"];
        trace?: never;
    };
    "/api/reddit/subreddits/{key}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a subreddit
         * @description Nothing is collected of it by itself any more; whoever asks for it still gets it.
         *
         *     Needs the scope `operate`.
         */
        post: operations["pause_subreddit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{key}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of reddit posts of one subreddit
         * @description Needs the scope `read`.
         */
        get: operations["list_reddit_posts_of_subreddit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{key}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a subreddit
         * @description It is collected again.
         *
         *     Needs the scope `operate`.
         */
        post: operations["resume_subreddit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{key}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace tags
         * @description Needs the scope `review`.
         */
        put: operations["replace_tags_of_subreddit"];
        /**
         * Add tags
         * @description Needs the scope `review`.
         */
        post: operations["add_tags_of_subreddit"];
        /**
         * Remove tags
         * @description Needs the scope `review`.
         */
        delete: operations["remove_tags_of_subreddit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{name}/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find communities through those who post in one
         * @description Needs the scope `operate`.
         */
        post: operations["discover_from_subreddit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/{name}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch a community again
         * @description Needs the scope `operate`.
         */
        post: operations["scan_subreddit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/subreddits/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about many at once
         * @description Needs the scope `review`.
         */
        post: operations["edit_many_subreddits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tags of communities
         * @description Needs the scope `read`.
         */
        get: operations["list_subreddit_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/tags/{name}": {
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
         * Take a tag from all communities and models
         * @description Needs the scope `review`.
         */
        delete: operations["delete_tag"];
        options?: never;
        head?: never;
        /**
         * Rename a tag of communities and models
         * @description What was cut off in the midst is finished by asking again.
         *
         *     Needs the scope `review`.
         */
        patch: operations["rename_tag"];
        trace?: never;
    };
    "/api/reddit/tags/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make several tags of communities and models one
         * @description Needs the scope `review`.
         */
        post: operations["merge_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of users
         * @description Needs the scope `read`.
         */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/users/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account, by id or name
         * @description Needs the scope `read`.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide about an account
         * @description Needs the scope `review`.
         */
        patch: operations["edit_user"];
        trace?: never;
    };
    "/api/reddit/users/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about many at once
         * @description Needs the scope `review`.
         */
        post: operations["edit_many_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/users/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An account, fetched within five seconds; it is one of ours from now on
         * @description Needs the scope `operate`.
         */
        post: operations["discover_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/users/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether accounts can be found
         * @description Needs the scope `read`.
         */
        get: operations["get_user_discovery_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/viral-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the ranking
         * @description Needs the scope `read`.
         */
        get: operations["list_viral_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reddit/viral-posts/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ranking, together
         * @description Needs the scope `read`.
         */
        get: operations["summarise_viral_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count, or send once more, what a stream still holds
         * @description Needs the scope `operate`.
         */
        post: operations["replay_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of requests
         * @description Needs the scope `read`.
         */
        get: operations["list_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A request, by its id or its correlation id
         * @description Needs the scope `read`.
         */
        get: operations["get_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{request_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a request
         * @description Needs the scope `read`.
         */
        get: operations["list_events_of_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scrapers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a scraper stands
         * @description Needs the scope `read`.
         */
        get: operations["get_scraper"];
        /**
         * Want a scraper running, or stopped
         * @description 202 where that is another wish than before, or another reason; 200 where it is not.
         *
         *     Needs the scope `operate`.
         */
        put: operations["want_scraper"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scrapers/{name}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What goes wrong
         * @description Needs the scope `read`.
         */
        get: operations["list_scraper_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scrapers/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a scraper calls
         * @description Needs the scope `read`.
         */
        get: operations["get_scraper_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scrapers/{name}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a scraper has to do
         * @description Needs the scope `read`.
         */
        get: operations["list_scraper_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers of the whole
         * @description Needs the scope `read`.
         */
        get: operations["get_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stats/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much there is
         * @description Needs the scope `read`.
         */
        get: operations["get_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subreddits/fetch-single": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A community, fetched within five seconds
         * @description Needs the scope `operate`.
         */
        post: operations["fetch_subreddit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tags/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which tags there are
         * @description One for both platforms: a tag means the same everywhere. None is about people.
         *
         *     Needs the scope `read`.
         */
        get: operations["get_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/undo/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an edit back
         * @description Needs the scope `review`.
         */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether all of it works */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process lives */
        get: operations["get_livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{asset_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file
         * @description Redirects to the store. The signature is the credential: addresses are told by lists, are the same all day (UTC), and end with the next day.
         */
        get: operations["get_file"];
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
         * Figures, for Prometheus or as JSON
         * @description Needs the scope `read`.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process takes calls */
        get: operations["get_ready"];
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
        /** Whether this process takes calls */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which build this is */
        get: operations["get_version"];
        put?: never;
        post?: never;
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
        /** @description What is told of one creator beside the row. */
        AboutCreator: {
            counts: components["schemas"]["StoredOfCreator"];
            lineage: components["schemas"]["FoundThrough"][];
        };
        /** @description What is told of one community beside the row. */
        AboutSubreddit: {
            counts: components["schemas"]["StoredOfSubreddit"];
            lineage: components["schemas"]["SubredditFound"][];
        };
        /** @description What became of a model's accounts; not told where its tags alone are changed. */
        Accounts: {
            /** @default [] */
            accounts?: components["schemas"]["RowDone"][];
        };
        AccountsItem: {
            accept_followers?: boolean | null;
            account_age_days?: number | null;
            /** Format: date-time */
            analytics_at?: string | null;
            assigned_tags?: unknown;
            avg_post_comments?: number | null;
            avg_post_score?: number | null;
            avg_posts_per_month?: number | null;
            awardee_karma?: number | null;
            awarder_karma?: number | null;
            bio?: string | null;
            bio_url?: string | null;
            comment_karma?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_utc?: string | null;
            cross_subreddit_activity?: number | null;
            has_verified_email?: boolean | null;
            hide_from_robots?: boolean | null;
            icon_img?: string | null;
            /** @example 42 */
            id?: string;
            is_employee?: boolean | null;
            is_gold?: boolean | null;
            is_mod?: boolean | null;
            is_suspended?: boolean | null;
            karma_per_day?: number | null;
            /** Format: date-time */
            last_scraped_at?: string | null;
            link_karma?: number | null;
            model_id?: string | null;
            model_status?: string | null;
            most_active_posting_day?: number | null;
            most_active_posting_hour?: number | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** Format: date-time */
            observed_at?: string | null;
            our_creator?: boolean | null;
            overall_user_score?: number | null;
            posts_count?: number | null;
            pref_show_snoovatar?: boolean | null;
            preferred_content_type?: string | null;
            primary_subreddits?: string[] | null;
            /** @example abc123 */
            reddit_id?: string | null;
            /** @example Somebody */
            stage_name?: string | null;
            status?: string | null;
            subreddit_banner_img?: string | null;
            subreddit_display_name?: string | null;
            subreddit_over_18?: boolean | null;
            subreddit_subscribers?: number | null;
            subreddit_title?: string | null;
            top_subreddit?: string | null;
            total_karma?: number | null;
            total_posts_analyzed?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            upstream_state?: string | null;
            /** @example nasa */
            username?: string | null;
            verified?: boolean | null;
            /** @example 7 */
            version?: number | null;
        };
        /** @description A person wants a creator; *niche* and *review_status* are decisions given along. */
        AddCreator: {
            /**
             * @description walk the whole depth again
             * @default false
             */
            full?: boolean;
            /** @default true */
            mirror_media?: boolean;
            /** @example astronomy */
            niche?: string | null;
            /**
             * @default ok
             * @example ok
             * @enum {string}
             */
            review_status?: "ok" | "non_related";
            /** @example nasa */
            username: string;
        };
        /** @description Whether somebody is there to fetch what is added. */
        AddingHealth: {
            /** @enum {unknown} */
            scraper: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            service: string;
            /** @enum {unknown} */
            status: "healthy" | "unhealthy";
        };
        /** @description A person wants communities; what *options* say becomes their own setting. */
        AddSubreddits: {
            /** @example pottery */
            name?: string | null;
            names?: string[] | null;
            /** @default {} */
            options?: components["schemas"]["TargetOptions"];
        };
        /** @description This process; errors are answers of 500 and above. */
        ApplicationMeasures: {
            errors: number;
            requests: number;
            uptime: number;
        };
        /** @description Whoever asks. */
        Asker: {
            /** @example 42 */
            id: string;
            org_id: string;
            /** @enum {unknown} */
            scope: "admin" | "operate" | "read" | "review";
        };
        AuditItem: {
            action?: string | null;
            actor?: string | null;
            after?: unknown;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            at?: string | null;
            before?: unknown;
            edit_id?: string | null;
            entity?: string | null;
            entity_id?: string | null;
            /** @example 42 */
            id?: string;
            org_id?: string | null;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id?: string | null;
        };
        /** @description All creators of *sources* become *into*. */
        b9_api__editing__niche_routes__Merge: {
            into: string;
            sources: string[];
        };
        /** @description *into* takes the place of all *sources*. */
        b9_api__editing__tag_routes__Merge: {
            into: string;
            sources: string[];
        };
        /** @description What may be spent with one provider, and what was spent today. */
        Budget: {
            burst: number;
            calls_today: number;
            cost_today_usd: number;
            /** @example 10000 */
            daily_cap: number;
            live: components["schemas"]["LiveBudget"] | null;
            pace: number;
            /** @example instagram */
            platform: string;
            price_usd: number;
            provider: string;
            rate_per_s: number;
            today: string;
            /** @example 7 */
            version: number;
        };
        /** @description Which process this is, of which build. */
        Build: {
            git_sha: string;
            instance: string;
            schema_version: number;
            service: string;
            started_at: string;
            version: string;
        };
        /** @description Calls upstream, and what they cost. */
        CallCounts: {
            calls: number;
            /** @example 0.0123 */
            cost_usd: number;
            failed: number;
        };
        /** @description Calls by what was answered. */
        CallsOfClass: {
            call_class: string;
            calls: number;
        };
        /** @description Calls of one point of a chart; points without any are left out. */
        CallsOfStep: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            /** @example 0.0123 */
            cost_usd: number;
            failed: number;
            items: number;
            ok: number;
            requests: number;
        };
        /** @description Calls of today (UTC). */
        CallStatistics: {
            by_class: {
                [key: string]: number;
            };
            daily_api_calls: number;
            failed_requests: number;
            successful_requests: number;
        };
        /** @description Calls since midnight (UTC); the share of none is null. */
        CallsToday: {
            /** @example 0.0123 */
            cost_usd: number;
            failed: number;
            ok: number;
            requests: number;
            since: string;
            success_pct: number | null;
        };
        /** @description What may be spent in a day. */
        Cap: {
            /** @example 10000 */
            daily_cap: number;
            /** @example instagram */
            platform: string;
            price_usd: number;
            provider: string;
        };
        /** @description How a scraper is started and stopped. */
        ControlInfo: {
            control_method: string;
            control_table: string;
            description: string;
            endpoints: {
                [key: string]: string;
            };
            states: string[];
        };
        /** @description Cost of today's calls, and that times thirty. */
        CostMetrics: {
            api_calls_today: number;
            cost_per_request: number;
            daily_cost: number;
            projected_monthly_cost: number;
        };
        /** @description One provider's calls of one day. */
        CostOfDay: {
            calls: number;
            /** @example 0.0123 */
            cost_usd: number;
            /** Format: date */
            day: string;
            failed_calls: number;
            /** @example instagram */
            platform: string;
            provider: string;
        };
        /** @description Calls of one kind of request. */
        CostOfKind: {
            calls: number;
            /** @example 0.0123 */
            cost_usd: number;
            kind: string;
        };
        /** @description What calls cost, newest day first. */
        Costs: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            by_kind: components["schemas"]["CostOfKind"][];
            items: components["schemas"]["CostOfDay"][];
            providers: components["schemas"]["Cap"][];
            totals: components["schemas"]["CostTotals"];
        };
        /** @description The same, as it is answered. */
        CostsTold: {
            metrics: components["schemas"]["CostMetrics"];
            success: boolean;
        };
        /** @description Sums, and what a month costs at the rate of the last whole days; null where none is known. */
        CostTotals: {
            calls: number;
            calls_today: number;
            cost_today_usd: number;
            /** @example 0.0123 */
            cost_usd: number;
            projected_from_days: number;
            projected_month_usd: number | null;
        };
        /** @description The same of creators; the key is the fetching process's own. */
        CreatorAddingHealth: {
            new_creator_config: components["schemas"]["NewCreatorConfig"];
            rapidapi_configured: boolean | null;
            /** @enum {unknown} */
            scraper: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            service: string;
            /** @enum {unknown} */
            status: "healthy" | "unhealthy";
        };
        /** @description Of creators. */
        CreatorBulk: {
            /** @default false */
            dry_run?: boolean;
            expect?: components["schemas"]["CreatorPatch"] | null;
            filter?: {
                [key: string]: string | number | boolean | string[];
            } | null;
            ids?: (string | number)[] | null;
            set?: components["schemas"]["CreatorFields"] | null;
            tags_add?: string[] | null;
            tags_remove?: string[] | null;
            tags_replace?: string[] | null;
            versions?: {
                [key: string]: number;
            } | null;
        };
        /** @description What people decide about a creator. */
        CreatorFields: {
            /** @example astronomy */
            niche?: string | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** @example ok */
            review_status?: ("ok" | "non_related") | null;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags?: string[];
        };
        /** @description One creator's new decisions, made while looking at *version*. */
        CreatorPatch: {
            /** @example astronomy */
            niche?: string | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** @example ok */
            review_status?: ("ok" | "non_related") | null;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags?: string[];
            /** @example 7 */
            version?: number | null;
        };
        CreatorsItem: {
            /** Format: date-time */
            analytics_at?: string | null;
            avg_comments_per_post?: number | null;
            avg_comments_per_post_cached?: number | null;
            avg_comments_per_reel?: number | null;
            avg_comments_per_reel_cached?: number | null;
            avg_engagement_per_post_cached?: number | null;
            avg_engagement_rate?: number | null;
            avg_likes_per_post?: number | null;
            avg_likes_per_post_cached?: number | null;
            avg_likes_per_reel?: number | null;
            avg_likes_per_reel_cached?: number | null;
            avg_reel_length_sec?: number | null;
            avg_views_per_reel?: number | null;
            avg_views_per_reel_cached?: number | null;
            best_content_type?: string | null;
            bio_links?: unknown;
            /** @example Exploring the universe. */
            biography?: string | null;
            categories?: string[] | null;
            category_name?: string | null;
            comment_to_like_ratio?: number | null;
            content_reach_rate?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            /** Format: date-time */
            discovery_date?: string | null;
            discovery_source?: string | null;
            eimu_id?: string | null;
            /** @example 3.2 */
            engagement_pct?: number | null;
            engagement_rate_cached?: number | null;
            external_url?: string | null;
            external_url_type?: string | null;
            fbid?: string | null;
            follower_growth_rate_daily?: number | null;
            follower_growth_rate_weekly?: number | null;
            /** @example 12345 */
            followers_count?: number | null;
            /** Format: date-time */
            followers_last_updated?: string | null;
            following_count?: number | null;
            /** Format: date-time */
            full_depth_at?: string | null;
            /** @example Somebody */
            full_name?: string | null;
            growth_daily_pct?: number | null;
            growth_weekly_pct?: number | null;
            has_channel?: boolean | null;
            has_clips?: boolean | null;
            has_guides?: boolean | null;
            has_onboarded_to_text_post_app?: boolean | null;
            highlight_reel_count?: number | null;
            /** @example 42 */
            id?: string;
            /** @example 528817151 */
            ig_user_id?: string | null;
            is_business_account?: boolean | null;
            is_private?: boolean | null;
            is_professional_account?: boolean | null;
            is_verified?: boolean | null;
            last_post_days_ago?: number | null;
            /** Format: date-time */
            last_scraped_at?: string | null;
            media_count?: number | null;
            most_active_day?: number | null;
            most_active_hour?: number | null;
            /** @example astronomy */
            niche?: string | null;
            niche_group_id?: string | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** Format: date-time */
            observed_at?: string | null;
            /** Format: date-time */
            paused_at?: string | null;
            post_engagement_pct?: number | null;
            post_engagement_rate?: number | null;
            posting_consistency_score?: number | null;
            posting_frequency_per_week?: number | null;
            posts_count?: number | null;
            previous_followers_count?: number | null;
            profile_pic_url?: string | null;
            reach_pct?: number | null;
            reel_engagement_pct?: number | null;
            reel_engagement_rate?: number | null;
            reels_count?: number | null;
            reels_vs_posts_performance?: number | null;
            related_creators_processed?: boolean | null;
            /** @example ok */
            review_status?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            reviewed_at?: string | null;
            /** @example key:0123456789ab */
            reviewed_by?: string | null;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags?: string[] | null;
            total_views?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            /** @example nasa */
            username?: string | null;
            /** @example 7 */
            version?: number | null;
            viral_content_count_cached?: number | null;
            viral_content_rate?: number | null;
            viral_count?: number | null;
            viral_pct?: number | null;
            viral_threshold_multiplier?: number | null;
        };
        /** @description One tag, and how many creators have it. */
        CreatorTag: {
            /** @example topic */
            category: string;
            creators: number;
            tag: string;
        };
        /** @description Whether jobs run. */
        CronHealth: {
            available_jobs: string[];
            cron_secret_configured: boolean;
            jobs: components["schemas"]["CronJob"][];
            service: string;
            status: string;
        };
        /** @description A job that does not run. */
        CronJob: {
            code: string;
            /** @example pottery */
            name: string;
            runs: boolean;
        };
        /** @description That there is no cycle. */
        CycleStatus: {
            code: string;
            cycle: components["schemas"]["CycleTime"];
            running: boolean;
            status: string;
            success: boolean;
        };
        /** @description Not known. */
        CycleTime: {
            elapsed_formatted: string;
            elapsed_seconds: null;
            start_time: null;
        };
        /** @description One dashboard, as the hub shows it. */
        Dashboard: {
            dashboard_id: string;
            description: string;
            display_order: number;
            icon: string;
            last_opened_at: string | null;
            /** @example pottery */
            name: string;
            path: string;
            permissions: components["schemas"]["Permissions"];
        };
        /** @description What nobody could handle. */
        DeadLetter: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            attempts: number;
            bytes: number;
            code: string;
            durable: string;
            error: string;
            id: number;
            item_index: number;
            kind: string;
            origin: string;
            /** @example instagram */
            platform: string | null;
            replay_count: number;
            replayed_at: string | null;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id: string | null;
            seq: number | null;
            stream: string | null;
            subject: string | null;
        };
        /** @description The same, with the first 64 KiB of what it holds. */
        DeadLetterWhole: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            attempts: number;
            bytes: number;
            code: string;
            durable: string;
            error: string;
            headers: Record<string, never>;
            id: number;
            item_index: number;
            kind: string;
            origin: string;
            payload: string;
            /** @example instagram */
            platform: string | null;
            replay_count: number;
            replayed_at: string | null;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id: string | null;
            seq: number | null;
            stream: string | null;
            subject: string | null;
        };
        /** @description What the whole needs. */
        Dependency: {
            /**
             * @default
             * @example the provider is slow today
             */
            reason?: string;
            /** @enum {unknown} */
            status: "down" | "up";
        };
        /** @description What people want of a scraper. */
        DesiredState: {
            enabled: boolean;
            mirrored: number | null;
            /** @example the provider is slow today */
            reason: string;
            /** @example 2026-01-31T12:00:00Z */
            updated_at: string;
            updated_by: string;
            /** @example 7 */
            version: number;
        };
        /** @description How fast related accounts were to be asked for. */
        Discover: {
            /** @default 10 */
            batch_size?: number;
            /** @default 2 */
            delay_seconds?: number;
        };
        /** @description One account of ours, now. */
        DiscoverUser: {
            /** @example nasa */
            username: string;
        };
        /**
         * @description `previous` holds what changed, as it was. Without a change there is nothing to undo. `counts`
         *     are those of the list's tabs, afterwards. They, and `item`, are null where the edit was made
         *     and the database did not tell of it any more.
         */
        Edit: {
            counts: {
                [key: string]: number;
            } | null;
            previous: Record<string, never>;
            /** @example 3f2b8c1e-5d4a-4e6f-9b7c-1a2b3c4d5e6f */
            undo_token: string | null;
            /** @example 7 */
            version: number;
        };
        /** @description Where to look. */
        Endpoints: {
            docs: string;
            health: string;
            liveness: string;
            metrics: string;
            readiness: string;
        };
        /** @description Calls that failed alike. */
        FailedCalls: {
            call_class: string;
            calls: number;
            endpoint: string | null;
            first_at: string;
            last_at: string;
            provider: string;
            status: number | null;
        };
        /** @description One community, now. */
        FetchSingle: {
            /** @example pottery */
            subreddit_name: string;
        };
        /** @description What is wrong with one field of what was sent. */
        FieldError: {
            code: string;
            field: string;
            /** @example 90 reels and 30 posts were stored */
            message: string;
        };
        FollowerHistoryItem: {
            /** @example 12345 */
            followers_count?: number | null;
            following_count?: number | null;
            media_count?: number | null;
            /** Format: date-time */
            recorded_at?: string | null;
            /** @example nasa */
            username?: string | null;
        };
        /** @description Whom a creator was found through. */
        FoundThrough: {
            first_seen_at: string;
            source_id: string;
            source_username: string | null;
        };
        /** @description What came on one day. */
        GrowthOfDay: {
            creators: number;
            /** Format: date */
            day: string;
            subreddits: number;
            users: number;
        };
        /** @description `problems` name what is not well, and why. */
        Health: {
            problems: {
                [key: string]: string;
            };
            status: string;
            timestamp: string;
        };
        /** @description How a creator is to be fetched. */
        HowToFetchCreator: {
            /**
             * @description walk the whole depth again
             * @default false
             */
            full?: boolean;
            /** @default true */
            mirror_media?: boolean;
        };
        /** @description How a community is to be fetched. */
        HowToFetchSubreddit: {
            /** @default {} */
            options?: components["schemas"]["TargetOptions"];
        };
        /** @description With the cycle that there is not. */
        InstagramDetailed: {
            control_info: components["schemas"]["OldControl"];
            cycle: components["schemas"]["OldCycle"];
            desired: components["schemas"]["DesiredState"];
            enabled: boolean;
            last_activity: string | null;
            observed: components["schemas"]["ObservedState"];
            statistics: components["schemas"]["CallStatistics"];
            /** @enum {unknown} */
            status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
        };
        /** @description What there was of cycles and of processes is not measured. */
        InstagramHealth: {
            cpu_percent: null;
            current_cycle: null;
            desired: components["schemas"]["DesiredState"];
            /** @enum {unknown} */
            effective_status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            enabled: boolean;
            healthy: boolean;
            heartbeat_age_seconds: number | null;
            in_waiting_period: null;
            last_cycle_completed_at: null;
            last_heartbeat: string | null;
            memory_mb: null;
            next_cycle_at: null;
            observed: components["schemas"]["ObservedState"];
            pid: number | null;
            /** @enum {unknown} */
            status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            total_cycles_completed: null;
            version: string;
            wait_remaining_formatted: null;
            wait_remaining_seconds: null;
        };
        /** @description A ticket, and where it opens a stream. */
        Issued: {
            expires_in_s: number;
            ticket: string;
            url: string;
        };
        /** @description A job of the old kind. */
        Job: {
            job_type: string;
            parameters?: {
                [key: string]: unknown;
            };
            /** @default normal */
            priority?: string;
        };
        /** @description A list that is empty while nobody runs jobs; `types` tell where other work is followed. */
        Jobs: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            code: string;
            items: string[];
            page: components["schemas"]["Paging"];
            types: components["schemas"]["JobType"][];
        };
        /** @description One kind of long work: *at* is where those under way are listed, or *code* why none is. */
        JobType: {
            /** @example 2026-01-31T12:00:00Z */
            at?: string | null;
            code?: string | null;
            runs: boolean;
            type: string;
        };
        /** @description An API key without what would open anything. */
        Key: {
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            created_by: string;
            /** @example null */
            expires_at: string | null;
            /** @example 42 */
            id: string;
            last_used_at: string | null;
            /** @example pottery */
            name: string;
            org_id: string;
            revoked_at: string | null;
            /** @enum {unknown} */
            scope: "admin" | "operate" | "read" | "review";
        };
        /** @description A new key: its text is shown this once. */
        KeyMade: {
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            created_by: string;
            /** @example null */
            expires_at: string | null;
            /** @example 42 */
            id: string;
            key: string;
            last_used_at: string | null;
            /** @example pottery */
            name: string;
            org_id: string;
            revoked_at: string | null;
            /** @enum {unknown} */
            scope: "admin" | "operate" | "read" | "review";
        };
        /**
         * @description What a request asks for.
         * @enum {unknown}
         */
        Kind: "creator_add" | "creator_refresh" | "related_discovery" | "subreddit_discover" | "subreddit_fetch_single" | "subreddit_scan" | "user_discover";
        /** @description The last call of a day that did not go well. */
        LastError: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            call_class: string;
            endpoint: string | null;
            provider: string;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id: string | null;
            status: number | null;
        };
        /** @description Accounts to link; *move* takes them from another model. */
        Link: {
            accounts: (string | number)[];
            /** @default false */
            move?: boolean;
        };
        /** @description What workers count. */
        LiveBudget: {
            day: string;
            quota_remaining: number | null;
            rate_in_use_per_s: number | null;
            spent_today: number;
            stop_reason: string | null;
            stopped_until: number | null;
            window: components["schemas"]["Window"] | null;
        };
        LogsItem: {
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            at?: string | null;
            data?: unknown;
            /** @example 42 */
            id?: string;
            level?: string | null;
            /** @example 90 reels and 30 posts were stored */
            message?: string | null;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id?: string | null;
            source?: string | null;
            stage?: string | null;
            type?: string | null;
        };
        /** @description What became of each row, in the order asked for. */
        ManyEdited: {
            counts: components["schemas"]["ResultCounts"];
            dry_run: boolean;
            results: components["schemas"]["RowDone"][];
            /** @example 3f2b8c1e-5d4a-4e6f-9b7c-1a2b3c4d5e6f */
            undo_token: string | null;
        };
        /** @description Each name in the order that was sent. */
        ManyTaken: {
            items: components["schemas"]["OneOfMany"][];
        };
        /** @description For who sends `Accept: application/json`. */
        Measured: {
            application: components["schemas"]["ApplicationMeasures"];
            system: components["schemas"]["SystemMeasures"];
            timestamp: string;
        };
        /** @description A message that was sent once more. */
        MessageSent: {
            id: number;
            msg_id: string;
            subject: string;
        };
        /** @description A new model, with accounts of Reddit that are known here. */
        ModelMade: {
            accounts?: (string | number)[];
            assigned_tags?: string[];
            commission_rate?: number | null;
            description?: string | null;
            metrics?: {
                [key: string]: unknown;
            };
            /** @example Asked twice. */
            notes?: string | null;
            onboarding_date?: string | null;
            payment_type?: string | null;
            platform_accounts?: {
                [key: string]: unknown;
            };
            /** @example Somebody */
            stage_name: string;
            /**
             * @default active
             * @enum {string}
             */
            status?: "active" | "inactive" | "onboarding";
        };
        /** @description New decisions about one, made while looking at *version*. */
        ModelPatch: {
            assigned_tags?: string[];
            commission_rate?: number | null;
            description?: string | null;
            metrics?: {
                [key: string]: unknown;
            };
            /** @example Asked twice. */
            notes?: string | null;
            onboarding_date?: string | null;
            payment_type?: string | null;
            platform_accounts?: {
                [key: string]: unknown;
            };
            /** @example Somebody */
            stage_name?: string;
            /** @enum {string} */
            status?: "active" | "inactive" | "onboarding";
            /** @example 7 */
            version?: number | null;
        };
        ModelsItem: {
            assigned_tags?: unknown;
            commission_rate_pct?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            description?: string | null;
            /** @example 42 */
            id?: string;
            metrics?: unknown;
            /** @example Asked twice. */
            notes?: string | null;
            /** Format: date */
            onboarding_date?: string | null;
            payment_type?: string | null;
            platform_accounts?: unknown;
            reddit_account_count?: number | null;
            /** @example Somebody */
            stage_name?: string | null;
            status?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            /** @example 7 */
            version?: number | null;
        };
        /** @description Since the machine started. */
        NetworkIo: {
            bytes_recv: number;
            bytes_sent: number;
        };
        /** @description How deep a new creator is fetched. */
        NewCreatorConfig: {
            posts_count: number;
            reels_count: number;
        };
        /** @description When the newest came. */
        Newest: {
            creators: string | null;
            posts: string | null;
            reddit_posts: string | null;
            reels: string | null;
            subreddits: string | null;
            users: string | null;
        };
        /** @description An organisation to be made. Its *id* is for ever. */
        NewOrganisation: {
            /** @example 42 */
            id: string;
            /** @example pottery */
            name: string;
        };
        /** @description One niche's name. */
        Niche: {
            /** @example pottery */
            name: string;
        };
        /** @description One niche, and how many creators have it. */
        NicheCounts: {
            creators: number;
            /** @example astronomy */
            niche: string;
            ok: number;
        };
        /** @description The niche, in the spelling it has here. */
        NicheMade: {
            created: boolean;
            /** @example pottery */
            name: string;
        };
        /** @description How many creators changed; each token takes a thousand of them back. */
        NicheMoved: {
            creators_updated: number;
            /** @example astronomy */
            niche: string | null;
            undo_tokens: string[];
        };
        /** @description Why there is none. */
        NoCycle: {
            code: string;
        };
        /** @description One process. */
        ObservedInstance: {
            heartbeat_age_seconds: number;
            host: string;
            in_hand: number;
            instance: string;
            pid: number;
            /** @example the provider is slow today */
            reason: string | null;
            started_at: string;
            status: string;
        };
        /** @description What is heard of a scraper; null where nobody can be heard. */
        ObservedState: {
            heartbeat_age_seconds: number | null;
            in_hand: number | null;
            instances: components["schemas"]["ObservedInstance"][] | null;
            /** @enum {unknown} */
            state: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
        };
        /** @description The switch, by its old names. */
        OldControl: {
            control_method: string;
            control_table: string;
            control_via: string;
            enabled: boolean;
            last_updated: string;
            pid: number | null;
            updated_by: string;
        };
        /** @description There is none. */
        OldCycle: {
            current_cycle: null;
            cycle_start: null;
            elapsed_formatted: string;
            elapsed_seconds: null;
        };
        /** @description Numbers of the whole; `scraper` by platform. */
        OldStats: {
            categorization: components["schemas"]["Tagging"];
            rows: components["schemas"]["TableRows"];
            scraper: {
                [key: string]: components["schemas"]["ScraperState"];
            };
        };
        /** @description The same, as it is answered. */
        OldStatsTold: {
            stats: components["schemas"]["OldStats"];
            /** @enum {unknown} */
            status: "success";
            timestamp: string;
        };
        /** @description A page of the older ranking; the first has the summary. */
        OldViralPage: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            items: components["schemas"]["ViralPost"][];
            /** @example W3siNyIsIjIwMjYtMDEtMzEiXQ */
            next_cursor: string | null;
            summary?: components["schemas"]["OldViralSummary"] | null;
            total: number;
        };
        /** @description Of all posts of the older ranking. */
        OldViralSummary: {
            avg_score: number | null;
            avg_viral_score: number | null;
            best_hour: number | null;
            best_hour_avg_score: number | null;
            best_subreddit: string | null;
            best_subreddit_avg_score: number | null;
            most_discussed_comments: number | null;
            most_discussed_subreddit: string | null;
            top_content_type: string | null;
            total_posts: number;
            total_subreddits: number;
        };
        /** @description What became of one name: the request that stands for it, or what is wrong with it. */
        OneOfMany: {
            error?: components["schemas"]["FieldError"] | null;
            /** @example pottery */
            name: string;
            request?: components["schemas"]["RequestTaken"] | null;
            /** @enum {unknown} */
            status: 200 | 202 | 422;
        };
        /** @description Whose keys, requests and audit are apart from others'. */
        Organisation: {
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            /** @example 42 */
            id: string;
            /** @example pottery */
            name: string;
        };
        /** @description How much there is. */
        Overview: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            counts: components["schemas"]["RowCounts"];
            freshness: components["schemas"]["Newest"];
            growth: components["schemas"]["GrowthOfDay"][];
        };
        /** @description Where a list stands; `next_cursor` goes into `cursor`. */
        Paging: {
            has_more: boolean;
            limit: number;
            /** @example W3siNyIsIjIwMjYtMDEtMzEiXQ */
            next_cursor: string | null;
        };
        /** @description The kill switch for everything that costs money. */
        PaidCalls: {
            enabled: boolean;
            /**
             * @default
             * @example the provider is slow today
             */
            reason?: string;
        };
        /** @description What whoever asks may do there. */
        Permissions: {
            admin: boolean;
            read: boolean;
            write: boolean;
        };
        /**
         * @description Where content comes from.
         * @enum {string}
         */
        Platform: "instagram" | "reddit";
        PostsItem: {
            accessibility_caption?: string | null;
            caption_text?: string | null;
            carousel_media_count?: number | null;
            coauthor_ids?: string[] | null;
            comment_count?: number | null;
            comments_disabled?: boolean | null;
            cover_url?: string | null;
            creator_id?: string | null;
            creator_niche?: string | null;
            creator_username?: string | null;
            engagement_count?: number | null;
            /** @example 3.2 */
            engagement_pct?: number | null;
            hashtags?: string[] | null;
            /** @example 42 */
            id?: string;
            image_urls?: string[] | null;
            is_paid_partnership?: boolean | null;
            is_pinned?: boolean | null;
            is_viral?: boolean | null;
            like_count?: number | null;
            media_pk?: string | null;
            mentions?: string[] | null;
            original_height?: number | null;
            original_width?: number | null;
            /** @example 250000 */
            play_count?: number | null;
            post_type?: string | null;
            save_count?: number | null;
            /** Format: date-time */
            scraped_at?: string | null;
            share_count?: number | null;
            shortcode?: string | null;
            /** Format: date-time */
            taken_at?: string | null;
            video_duration_s?: number | null;
            video_url?: string | null;
            view_count?: number | null;
            /** Format: date-time */
            viral_detected_at?: string | null;
            viral_multiplier?: number | null;
        };
        /** @description A refusal. Some codes have members of their own, such as `current`. */
        Problem: {
            code: string;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id: string;
            status: number;
            /** @example My first bowl */
            title: string;
            type: string;
        };
        /** @description The same, with the id of every list's rows, and our copy of its picture. */
        RankedPost: {
            /** @example somebody */
            author_username: string | null;
            content_type: string | null;
            cover_url: string | null;
            /** @example 2026-01-31T12:00:00Z */
            created_utc: string;
            domain: string | null;
            /** @example 42 */
            id: string;
            /** @example 31 */
            num_comments: number | null;
            over_18: boolean | null;
            /** @example /r/pottery/comments/abc123/ */
            permalink: string | null;
            rank_in_subreddit: number;
            /** @example abc123 */
            reddit_id: string;
            /** @example 1812 */
            score: number;
            sub_over18: boolean | null;
            sub_primary_category: string | null;
            sub_tags: unknown;
            /** @example 2qh1u */
            subreddit_id: string | null;
            /** @example pottery */
            subreddit_name: string;
            thumbnail: string | null;
            /** @example My first bowl */
            title: string;
            /** @example 0.97 */
            upvote_ratio: number | null;
            url: string | null;
            viral_score: number;
        };
        /** @description Calls since then; the rate of nothing is null. */
        Rate: {
            by_class: {
                [key: string]: number;
            };
            failed_requests: number;
            since: string;
            success_rate: number | null;
            successful_requests: number;
            total_requests: number;
        };
        /** @description The same, as it is answered. */
        RateTold: {
            stats: components["schemas"]["Rate"];
            success: boolean;
        };
        RecommendationsItem: {
            accounts_active?: number | null;
            activity_score?: number | null;
            allow_images?: boolean | null;
            allow_polls?: boolean | null;
            allow_videos?: boolean | null;
            /** Format: date-time */
            analytics_at?: string | null;
            avg_comments_per_post?: number | null;
            avg_upvotes_per_post?: number | null;
            banner_background_color?: string | null;
            banner_img?: string | null;
            best_posting_day?: number | null;
            best_posting_hour?: number | null;
            category_id?: string | null;
            comment_to_upvote_ratio?: number | null;
            community_icon?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_utc?: string | null;
            description?: string | null;
            /** Format: date-time */
            discovered_at?: string | null;
            /** @example r/pottery */
            display_name_prefixed?: string | null;
            effective_review?: string | null;
            engagement?: number | null;
            /** @example 3.2 */
            engagement_pct?: number | null;
            /** @example 0.41 */
            engagement_ratio?: number | null;
            gallery_post_avg_score?: number | null;
            has_rules?: boolean | null;
            header_img?: string | null;
            icon_img?: string | null;
            /** @example 42 */
            id?: string;
            image_post_avg_score?: number | null;
            is_quarantined?: boolean | null;
            is_user_feed?: boolean | null;
            key_color?: string | null;
            lang?: string | null;
            /** Format: date-time */
            last_scraped_at?: string | null;
            link_flair_enabled?: boolean | null;
            link_flair_position?: string | null;
            link_post_avg_score?: number | null;
            mirror_media?: boolean | null;
            mobile_banner_image?: string | null;
            /** @example pottery */
            name?: string | null;
            /** @example Asked twice. */
            notes?: string | null;
            nsfw_percentage?: number | null;
            /** Format: date-time */
            observed_at?: string | null;
            over18?: boolean | null;
            /** Format: date-time */
            paused_at?: string | null;
            poll_post_avg_score?: number | null;
            posts_analysed?: number | null;
            /** @example topic */
            primary_category?: string | null;
            primary_color?: string | null;
            public_description?: string | null;
            /** @example Ok */
            review?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            reviewed_at?: string | null;
            /** @example key:0123456789ab */
            reviewed_by?: string | null;
            rules?: unknown;
            rules_data?: unknown;
            /** Format: date-time */
            rules_observed_at?: string | null;
            /** Format: date-time */
            scan_requested_at?: string | null;
            spoilers_enabled?: boolean | null;
            submission_type?: string | null;
            submit_text?: string | null;
            submit_text_html?: string | null;
            /** @example 2qh1u */
            subreddit_id?: string | null;
            subreddit_score?: number | null;
            subreddit_type?: string | null;
            /** @example 210000 */
            subscribers?: number | null;
            suggested_evidence?: unknown;
            suggested_review?: string | null;
            tags?: unknown;
            /** Format: date-time */
            tags_updated_at?: string | null;
            tags_updated_by?: string | null;
            text_post_avg_score?: number | null;
            /** @example My first bowl */
            title?: string | null;
            top_content_type?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            upstream_state?: string | null;
            url?: string | null;
            user_flair_enabled_in_sr?: boolean | null;
            user_flair_position?: string | null;
            verification_required?: boolean | null;
            /** @example 7 */
            version?: number | null;
            video_post_avg_score?: number | null;
            wiki_enabled?: boolean | null;
        };
        /** @description Why a community is recommended; `top_posts` where they are asked for. */
        Recommended: {
            matched_tags: string[];
            /** @default [] */
            top_posts?: components["schemas"]["TopPost"][];
        };
        /** @description Calls of today, and the cap in force. */
        RedditCalls: {
            daily_calls: number;
            daily_limit: number;
            remaining: number;
            reset_at: string;
        };
        RedditPostsItem: {
            archived?: boolean | null;
            author_flair_text?: string | null;
            author_id?: string | null;
            /** @example somebody */
            author_username?: string | null;
            comment_to_upvote_ratio?: number | null;
            content_type?: string | null;
            cover_url?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_utc?: string | null;
            domain?: string | null;
            /** @example 42 */
            id?: string;
            is_crosspost?: boolean | null;
            link_flair_text?: string | null;
            locked?: boolean | null;
            /** @example 31 */
            num_comments?: number | null;
            /** Format: date-time */
            observed_at?: string | null;
            over_18?: boolean | null;
            /** @example /r/pottery/comments/abc123/ */
            permalink?: string | null;
            /** @example abc123 */
            reddit_id?: string | null;
            removed_by?: string | null;
            /** @example 1812 */
            score?: number | null;
            score_hidden?: boolean | null;
            selftext?: string | null;
            spoiler?: boolean | null;
            stickied?: boolean | null;
            sub_over18?: boolean | null;
            sub_primary_category?: string | null;
            sub_tags?: unknown;
            /** @example 2qh1u */
            subreddit_id?: string | null;
            /** @example pottery */
            subreddit_name?: string | null;
            thumbnail?: string | null;
            /** @example My first bowl */
            title?: string | null;
            /** @example 0.97 */
            upvote_ratio?: number | null;
            url?: string | null;
            video_duration_s?: number | null;
        };
        ReelsItem: {
            accessibility_caption?: string | null;
            caption_text?: string | null;
            coauthor_ids?: string[] | null;
            comment_count?: number | null;
            cover_url?: string | null;
            creator_id?: string | null;
            creator_niche?: string | null;
            creator_username?: string | null;
            engagement_count?: number | null;
            /** @example 3.2 */
            engagement_pct?: number | null;
            has_audio?: boolean | null;
            hashtags?: string[] | null;
            /** @example 42 */
            id?: string;
            ig_play_count?: number | null;
            is_paid_partnership?: boolean | null;
            is_pinned?: boolean | null;
            is_viral?: boolean | null;
            like_count?: number | null;
            media_pk?: string | null;
            mentions?: string[] | null;
            original_height?: number | null;
            original_width?: number | null;
            /** @example 250000 */
            play_count?: number | null;
            save_count?: number | null;
            /** Format: date-time */
            scraped_at?: string | null;
            share_count?: number | null;
            shortcode?: string | null;
            /** Format: date-time */
            taken_at?: string | null;
            thumbnail_url?: string | null;
            video_duration_s?: number | null;
            video_url?: string | null;
            view_count?: number | null;
            /** Format: date-time */
            viral_detected_at?: string | null;
            viral_multiplier?: number | null;
        };
        /** @description Of all reels that the filters find. */
        ReelsSummary: {
            avg_engagement_pct: number | null;
            top_creator: string | null;
            top_creator_views: number | null;
            total_reels: number;
            total_views: number;
            unique_creators: number;
            viral_reels: number;
        };
        /** @description The summary under its name. */
        ReelsSummed: {
            summary: components["schemas"]["ReelsSummary"];
        };
        /** @description One whom a creator led to. */
        RelatedCreator: {
            first_seen_at: string;
            /** @example 12345 */
            followers_count: number | null;
            /** @example Somebody */
            full_name: string | null;
            /** @example 42 */
            id: string | null;
            /** @example 528817151 */
            ig_user_id: string;
            last_seen_at: string;
            /** @example astronomy */
            niche: string | null;
            profile_pic_url: string | null;
            /** @example ok */
            review_status: string | null;
            /** @example nasa */
            username: string | null;
        };
        /** @description That nothing runs. */
        RelatedStatus: {
            code: string;
            current: number;
            current_creator: string | null;
            errors: string[];
            is_running: boolean;
            new_creators_found: number;
            total: number;
        };
        /** @description What was found (`dry_run`) or sent; `next_cursor` goes on where one call ended. */
        Replayed: {
            bytes: number;
            dry_run: boolean;
            durable: string;
            events: {
                [key: string]: number;
            };
            first_at: string | null;
            last_at: string | null;
            messages: number;
            /** @example W3siNyIsIjIwMjYtMDEtMzEiXQ */
            next_cursor: string | null;
            /** @enum {unknown} */
            paid_calls: 0;
            read: number;
            requests: number;
            run: string | null;
            since: string | null;
            stream: string;
            subjects: {
                [key: string]: number;
            };
            too_large: number;
            until: string;
            writes: components["schemas"]["ReplayWrites"];
        };
        /** @description Where messages are sent. */
        ReplayWrites: {
            stream: string;
            subject: string;
        };
        /** @description How often it was sent, and when last. */
        RequestAttempts: {
            drive: number;
            driven_at: string;
        };
        /** @description What a request brought; `walks` by list, `media` by outcome. */
        RequestCounts: {
            calls: components["schemas"]["CallCounts"];
            media: {
                [key: string]: number;
            };
            media_bytes: number;
            walks: {
                [key: string]: components["schemas"]["WalkCounts"];
            };
        };
        /** @description A request that was driven once more, in place of its command. */
        RequestDriven: {
            id: number;
            /**
             * Format: uuid
             * @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10
             */
            request_id: string;
        };
        /** @description Why it failed, or is partial. */
        RequestError: {
            code: string;
            /** @example 90 reels and 30 posts were stored */
            message: string | null;
            stage: string | null;
        };
        /** @description One thing that happened; ids are given after commit, in order. */
        RequestEvent: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            data: Record<string, never>;
            id: number;
            /** @example 90 reels and 30 posts were stored */
            message: string;
            service: string;
            /** @enum {unknown} */
            severity: "critical" | "error" | "info" | "warning";
            stage: string | null;
            type: string;
        };
        /** @description Events, and what to send as `after` for the next. */
        RequestEvents: {
            after: number;
            items: components["schemas"]["RequestEvent"][];
        };
        /** @description Where more is told. */
        RequestLinks: {
            events: string;
            self: string;
            trace: string | null;
        };
        /** @description One stage of a request. */
        RequestStage: {
            attempt: number;
            done_items: number;
            duration_ms: number | null;
            error_code: string | null;
            error_message: string | null;
            expected_items: number | null;
            failed_items: number;
            finished_at: string | null;
            heartbeat_at: string | null;
            /** @example the provider is slow today */
            reason: string | null;
            /** @enum {unknown} */
            stage: "accepted" | "analytics" | "content" | "listing" | "media" | "profile" | "rows";
            started_at: string | null;
            /** @enum {unknown} */
            state: "done" | "failed" | "pending" | "retrying" | "running" | "skipped" | "waiting";
        };
        /** @description A request in a list. */
        RequestSummary: {
            /** @example import-2026-01-31 */
            correlation_id: string;
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            /** @example rows */
            current_stage: ("accepted" | "analytics" | "content" | "listing" | "media" | "profile" | "rows") | null;
            depth: {
                [key: string]: number;
            };
            drive: number;
            driven_at: string;
            error: components["schemas"]["RequestError"] | null;
            finished_at: string | null;
            full_depth: boolean;
            human_applied_at: string | null;
            is_smoke: boolean;
            kind: components["schemas"]["Kind"];
            lane: string;
            last_event_at: string;
            links: components["schemas"]["RequestLinks"];
            owner_id: string | null;
            params: Record<string, never>;
            platform: components["schemas"]["Platform"];
            /** @example 67 */
            progress: number;
            /**
             * Format: uuid
             * @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10
             */
            request_id: string;
            requested_by: string;
            result: Record<string, never>;
            started_at: string | null;
            /** @enum {unknown} */
            status: "cancelled" | "completed" | "failed" | "partial" | "queued" | "retrying" | "running" | "waiting";
            /** @example nasa */
            target: string;
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string | null;
            waiting: components["schemas"]["RequestWaiting"] | null;
        };
        /** @description The request that stands for what was asked; it may be an earlier one. */
        RequestTaken: {
            /** @example import-2026-01-31 */
            correlation_id: string;
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            /** @example rows */
            current_stage: ("accepted" | "analytics" | "content" | "listing" | "media" | "profile" | "rows") | null;
            deduplicated: boolean;
            depth: {
                [key: string]: number;
            };
            drive: number;
            error: components["schemas"]["RequestError"] | null;
            kind: components["schemas"]["Kind"];
            links: components["schemas"]["RequestLinks"];
            platform: components["schemas"]["Platform"];
            /** @example 67 */
            progress: number;
            /**
             * Format: uuid
             * @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10
             */
            request_id: string;
            /** @enum {unknown} */
            status: "cancelled" | "completed" | "failed" | "partial" | "queued" | "retrying" | "running" | "waiting";
            /** @example nasa */
            target: string;
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string | null;
            upgraded: boolean;
            waiting: components["schemas"]["RequestWaiting"] | null;
        };
        /** @description What it waits for. */
        RequestWaiting: {
            /** @example the provider is slow today */
            reason: string;
            until: string | null;
        };
        /** @description All that is known of a request. `matches` where a correlation id has several. */
        RequestWhole: {
            attempts: components["schemas"]["RequestAttempts"];
            /** @example import-2026-01-31 */
            correlation_id: string;
            counts: components["schemas"]["RequestCounts"];
            /** @example 2026-01-31T12:00:00Z */
            created_at: string;
            /** @example rows */
            current_stage: ("accepted" | "analytics" | "content" | "listing" | "media" | "profile" | "rows") | null;
            depth: {
                [key: string]: number;
            };
            drive: number;
            driven_at: string;
            error: components["schemas"]["RequestError"] | null;
            finished_at: string | null;
            full_depth: boolean;
            human_applied_at: string | null;
            is_smoke: boolean;
            kind: components["schemas"]["Kind"];
            lane: string;
            last_event_at: string;
            links: components["schemas"]["RequestLinks"];
            marker: unknown;
            /** @default [] */
            matches?: string[];
            owner_id: string | null;
            params: Record<string, never>;
            platform: components["schemas"]["Platform"];
            /** @example 67 */
            progress: number;
            /**
             * Format: uuid
             * @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10
             */
            request_id: string;
            requested_by: string;
            result: Record<string, never>;
            stages: components["schemas"]["RequestStage"][];
            started_at: string | null;
            /** @enum {unknown} */
            status: "cancelled" | "completed" | "failed" | "partial" | "queued" | "retrying" | "running" | "waiting";
            /** @example nasa */
            target: string;
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string | null;
            waiting: components["schemas"]["RequestWaiting"] | null;
        };
        /** @description How many rows came to each result. */
        ResultCounts: {
            conflict: number;
            not_found: number;
            unchanged: number;
            updated: number;
        };
        /** @description What this is. */
        Root: {
            endpoints: components["schemas"]["Endpoints"];
            environment: null;
            service: string;
            /** @enum {unknown} */
            status: "degraded" | "operational";
            timestamp: string;
            version: string;
        };
        /** @description How many rows there are. */
        RowCounts: {
            creators: number;
            posts: number;
            reddit_posts: number;
            reels: number;
            subreddits: number;
            users: number;
        };
        /** @description What became of one row; `current` where it was not as expected. */
        RowDone: {
            /** @default {} */
            changed?: Record<string, never>;
            /** @default {} */
            current?: Record<string, never>;
            /** @example 42 */
            id: string;
            /** @default {} */
            previous?: Record<string, never>;
            /** @enum {unknown} */
            result: "conflict" | "not_found" | "unchanged" | "updated";
            /** @example 7 */
            version: number | null;
        };
        /** @description What became of one row: each field `restored`, or `kept` where somebody decided since. */
        RowUndone: {
            fields: {
                [key: string]: "kept" | "restored";
            };
            /** @example 42 */
            id: string | null;
            resource: string;
            /** @enum {unknown} */
            result: "kept" | "not_found" | "partly" | "restored";
            /** @example 7 */
            version: number | null;
        };
        /** @description From when on an item is viral. */
        Rule: {
            baseline_posts: number;
            baseline_reels: number;
            code: string;
            editable: boolean;
            min_post_engagement: number;
            min_views: number;
            multiplier: number;
        };
        /** @description One scraper: what is wanted and what is observed, apart. */
        Scraper: {
            cycle: components["schemas"]["ScraperCycle"];
            desired: components["schemas"]["ScraperWanted"];
            last_error: components["schemas"]["LastError"] | null;
            name: components["schemas"]["Platform"];
            observed: components["schemas"]["ScraperObserved"];
            work: components["schemas"]["UnderWay"];
        };
        /** @description There is none: each request goes its own way. */
        ScraperCycle: {
            code: string;
            done: number | null;
            elapsed_s: number | null;
            eta_s: number | null;
            number: number | null;
            started_at: string | null;
            total: number | null;
        };
        /** @description The same with today's calls. */
        ScraperDetailed: {
            control_info: components["schemas"]["OldControl"];
            desired: components["schemas"]["DesiredState"];
            enabled: boolean;
            last_activity: string | null;
            observed: components["schemas"]["ObservedState"];
            statistics: components["schemas"]["CallStatistics"];
            /** @enum {unknown} */
            status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
        };
        /** @description What did not go well, the most frequent first. */
        ScraperErrors: {
            items: components["schemas"]["FailedCalls"][];
            /** @enum {unknown} */
            window: "1h" | "24h" | "7d";
        };
        /** @description Whether its processes report. */
        ScraperHealth: {
            desired: components["schemas"]["DesiredState"];
            enabled: boolean;
            healthy: boolean;
            heartbeat_age_seconds: number | null;
            last_heartbeat: string | null;
            observed: components["schemas"]["ObservedState"];
            pid: number | null;
            /** @enum {unknown} */
            status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            version: string;
        };
        /** @description One process, as it says of itself. */
        ScraperInstance: {
            heartbeat_age_s: number;
            host: string;
            in_hand: number;
            instance: string;
            pid: number;
            /** @example the provider is slow today */
            reason: string | null;
            started_at: string;
            status: string;
        };
        /** @description Calls of a while; `success_pct` of none is null. */
        ScraperMetrics: {
            by_class: components["schemas"]["CallsOfClass"][];
            /** @example 0.0123 */
            cost_usd: number;
            failed: number;
            items: number;
            ok: number;
            p50_ms: number | null;
            p95_ms: number | null;
            requests: number;
            series: components["schemas"]["CallsOfStep"][];
            step_s: number;
            success_pct: number | null;
            /** @enum {unknown} */
            window: "1h" | "24h" | "7d";
        };
        /** @description The same, at a moment. */
        ScraperNow: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            cycle: components["schemas"]["ScraperCycle"];
            desired: components["schemas"]["ScraperWanted"];
            last_error: components["schemas"]["LastError"] | null;
            name: components["schemas"]["Platform"];
            observed: components["schemas"]["ScraperObserved"];
            work: components["schemas"]["UnderWay"];
        };
        /** @description What is heard; null where nobody can be heard. */
        ScraperObserved: {
            healthy: boolean;
            heartbeat_age_s: number | null;
            in_hand: number | null;
            instances: components["schemas"]["ScraperInstance"][];
            started_at: string | null;
            /** @enum {unknown} */
            state: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            upstream: string | null;
        };
        /** @description What is to be done. */
        ScraperQueue: {
            items: components["schemas"]["Waiting"][];
        };
        /** @description What is observed of one. */
        ScraperState: {
            /** @enum {unknown} */
            status: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
        };
        /** @description What is wanted, and how the parts do; `system_health` by part. */
        ScraperStatus: {
            control: components["schemas"]["OldControl"];
            desired: components["schemas"]["DesiredState"];
            last_activity: string | null;
            last_updated: string;
            observed: components["schemas"]["ObservedState"];
            system_health: {
                [key: string]: string;
            };
            version: string;
        };
        /** @description What people want; `mirrored` is the version that workers see, null where not known. */
        ScraperWanted: {
            mirrored: number | null;
            /** @example the provider is slow today */
            reason: string;
            /** @enum {unknown} */
            state: "running" | "stopped";
            /** @example 2026-01-31T12:00:00Z */
            updated_at: string;
            updated_by: string;
            /** @example 7 */
            version: number;
        };
        /** @description One process, as it says of itself. */
        SeenInstance: {
            in_hand: number;
            instance: string;
            /** @example the provider is slow today */
            reason: string | null;
            started_at: string;
            status: string;
        };
        /** @description One who is like another, and in what. */
        SimilarCreator: {
            /** @example 3.2 */
            engagement_pct: number | null;
            /** @example 12345 */
            followers_count: number | null;
            /** @example Somebody */
            full_name: string | null;
            /** @example 42 */
            id: string;
            /** @example astronomy */
            niche: string | null;
            profile_pic_url: string | null;
            /** @example ok */
            review_status: string | null;
            same_niche: boolean;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags: string[];
            tags_in_common: number;
            /** @example nasa */
            username: string;
        };
        /** @description What a scraper is to do; *reason* is shown where it is stopped. */
        StateWanted: {
            /** @enum {string} */
            desired_state: "running" | "stopped";
            /**
             * @default
             * @example the provider is slow today
             */
            reason?: string;
        };
        /** @description How much of a creator is stored; `media` by state. */
        StoredOfCreator: {
            follower_history: number;
            media: {
                [key: string]: number;
            };
            posts: number;
            reels: number;
        };
        /** @description How much of a community is stored; `media` by state. */
        StoredOfSubreddit: {
            authors: number;
            discovered: number;
            media: {
                [key: string]: number;
            };
            posts: number;
        };
        /** @description How much of an account is stored. */
        StoredOfUser: {
            posts: number;
            subreddits: number;
        };
        /** @description The stream ends; come back, unless credentials have ended. */
        StreamBye: {
            /** @enum {unknown} */
            reason: "credentials_ended" | "end_of_life" | "stopping" | "unavailable";
        };
        /** @description Counts of a list's tabs, as the list tells them. */
        StreamCounts: {
            counts: {
                [key: string]: number;
            };
            topic: string;
        };
        /** @description The viewer read too slowly. */
        StreamDropped: {
            /** @enum {unknown} */
            reason: "slow";
        };
        /** @description The first event: what is watched. */
        StreamHello: {
            topics: string[];
        };
        /** @description That nothing runs jobs yet. */
        StreamJobs: {
            code: string;
            items: unknown[];
            topic: string;
        };
        /** @description Something happened to a request. Its id is the event's own, to resume from. */
        StreamRequest: {
            /** @example 2026-01-31T12:00:00Z */
            at: string;
            data: Record<string, never>;
            /** @example 42 */
            id: string;
            kind: components["schemas"]["Kind"];
            level: string;
            /** @example 90 reels and 30 posts were stored */
            message: string;
            platform: components["schemas"]["Platform"];
            /**
             * Format: uuid
             * @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10
             */
            request_id: string;
            service: string;
            severity: string;
            source: string;
            stage: string | null;
            /** @example nasa */
            target: string;
            type: string;
        };
        /** @description More was missed than is kept: look at everything again. `oldest` is the first that is. */
        StreamReset: {
            asked: string;
            oldest: string;
        };
        /** @description Rows changed; `ids` and `targets` are some of them, 50 at most. */
        StreamRows: {
            edited: number;
            ids: string[];
            inserted: number;
            targets: string[];
            topic: string;
            updated: number;
        };
        /** @description How a scraper stands; `observed` is null where nobody can be heard. */
        StreamScraper: {
            calls_today: components["schemas"]["CallsToday"];
            cycle: components["schemas"]["NoCycle"];
            desired: components["schemas"]["DesiredState"];
            healthy: boolean;
            observed: components["schemas"]["SeenInstance"][] | null;
            paid_calls: components["schemas"]["DesiredState"];
            /** @enum {unknown} */
            state: "alarm" | "running" | "stale" | "stopped" | "stopping" | "unknown" | "waiting";
            topic: string;
            upstream: string | null;
        };
        /** @description Of communities. */
        SubredditBulk: {
            /** @default false */
            dry_run?: boolean;
            expect?: components["schemas"]["SubredditPatch"] | null;
            filter?: {
                [key: string]: string | number | boolean | string[];
            } | null;
            ids?: (string | number)[] | null;
            set?: components["schemas"]["SubredditFields"] | null;
            tags_add?: string[] | null;
            tags_remove?: string[] | null;
            tags_replace?: string[] | null;
            versions?: {
                [key: string]: number;
            } | null;
        };
        /** @description What people decide about a community. Its primary category follows from its tags. */
        SubredditFields: {
            mirror_media?: boolean | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** @example Ok */
            review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned") | null;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags?: string[];
        };
        /** @description How a community came to be known. */
        SubredditFound: {
            first_seen_at: string;
            last_seen_at: string;
            post_id: string | null;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id: string | null;
            source: string | null;
            source_id: string | null;
            via_user: string | null;
        };
        /** @description As for creators. */
        SubredditPatch: {
            mirror_media?: boolean | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** @example Ok */
            review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned") | null;
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags?: string[];
            /** @example 7 */
            version?: number | null;
        };
        SubredditsItem: {
            accounts_active?: number | null;
            activity_score?: number | null;
            allow_images?: boolean | null;
            allow_polls?: boolean | null;
            allow_videos?: boolean | null;
            /** Format: date-time */
            analytics_at?: string | null;
            avg_comments_per_post?: number | null;
            avg_upvotes_per_post?: number | null;
            banner_background_color?: string | null;
            banner_img?: string | null;
            best_posting_day?: number | null;
            best_posting_hour?: number | null;
            category_id?: string | null;
            comment_to_upvote_ratio?: number | null;
            community_icon?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_utc?: string | null;
            description?: string | null;
            /** Format: date-time */
            discovered_at?: string | null;
            /** @example r/pottery */
            display_name_prefixed?: string | null;
            effective_review?: string | null;
            engagement?: number | null;
            /** @example 3.2 */
            engagement_pct?: number | null;
            /** @example 0.41 */
            engagement_ratio?: number | null;
            gallery_post_avg_score?: number | null;
            has_rules?: boolean | null;
            header_img?: string | null;
            icon_img?: string | null;
            /** @example 42 */
            id?: string;
            image_post_avg_score?: number | null;
            is_quarantined?: boolean | null;
            is_user_feed?: boolean | null;
            key_color?: string | null;
            lang?: string | null;
            /** Format: date-time */
            last_scraped_at?: string | null;
            link_flair_enabled?: boolean | null;
            link_flair_position?: string | null;
            link_post_avg_score?: number | null;
            mirror_media?: boolean | null;
            mobile_banner_image?: string | null;
            /** @example pottery */
            name?: string | null;
            /** @example Asked twice. */
            notes?: string | null;
            nsfw_percentage?: number | null;
            /** Format: date-time */
            observed_at?: string | null;
            over18?: boolean | null;
            /** Format: date-time */
            paused_at?: string | null;
            poll_post_avg_score?: number | null;
            posts_analysed?: number | null;
            /** @example topic */
            primary_category?: string | null;
            primary_color?: string | null;
            public_description?: string | null;
            /** @example Ok */
            review?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            reviewed_at?: string | null;
            /** @example key:0123456789ab */
            reviewed_by?: string | null;
            rules?: unknown;
            rules_data?: unknown;
            /** Format: date-time */
            rules_observed_at?: string | null;
            /** Format: date-time */
            scan_requested_at?: string | null;
            spoilers_enabled?: boolean | null;
            submission_type?: string | null;
            submit_text?: string | null;
            submit_text_html?: string | null;
            /** @example 2qh1u */
            subreddit_id?: string | null;
            subreddit_score?: number | null;
            subreddit_type?: string | null;
            /** @example 210000 */
            subscribers?: number | null;
            suggested_evidence?: unknown;
            suggested_review?: string | null;
            tags?: unknown;
            /** Format: date-time */
            tags_updated_at?: string | null;
            tags_updated_by?: string | null;
            text_post_avg_score?: number | null;
            /** @example My first bowl */
            title?: string | null;
            top_content_type?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            upstream_state?: string | null;
            url?: string | null;
            user_flair_enabled_in_sr?: boolean | null;
            user_flair_position?: string | null;
            verification_required?: boolean | null;
            /** @example 7 */
            version?: number | null;
            video_post_avg_score?: number | null;
            wiki_enabled?: boolean | null;
        };
        /** @description One tag, and how many communities have it. */
        SubredditTag: {
            /** @example topic */
            category: string;
            subreddits: number;
            tag: string;
        };
        /** @description The same, with the version that workers see; null where it is not known. */
        Switch: {
            enabled: boolean;
            mirrored: number | null;
            /** @example the provider is slow today */
            reason: string;
            script_name: string;
            /** @enum {unknown} */
            script_type: "platform" | "switch";
            /** @example 2026-01-31T12:00:00Z */
            updated_at: string;
            updated_by: string;
            /** @example 7 */
            version: number;
        };
        /** @description A switch, as it was set. */
        Switched: {
            enabled: boolean;
            /** @example the provider is slow today */
            reason: string;
            script_name: string;
            /** @enum {unknown} */
            script_type: "platform" | "switch";
            /** @example 2026-01-31T12:00:00Z */
            updated_at: string;
            updated_by: string;
            /** @example 7 */
            version: number;
        };
        /** @description The same with what it needs. */
        SystemHealth: {
            dependencies: {
                [key: string]: components["schemas"]["Dependency"];
            };
            problems: {
                [key: string]: string;
            };
            status: string;
            timestamp: string;
            uptime_seconds: number;
        };
        /** @description The machine. */
        SystemMeasures: {
            cpu_percent: number;
            disk_percent: number;
            memory_percent: number;
            network_io: components["schemas"]["NetworkIo"];
        };
        /** @description How many rows each table has. */
        TableRows: {
            instagram_creators: number;
            instagram_posts: number;
            instagram_reels: number;
            reddit_posts: number;
            reddit_subreddits: number;
            reddit_users: number;
        };
        /** @description One tag's name. */
        Tag: {
            /** @example pottery */
            name: string;
        };
        /** @description The values of one category. */
        TagCategory: {
            /** @example topic */
            category: string;
            sensitive: boolean;
            values: string[];
        };
        /** @description How many communities have a tag. */
        TagCount: {
            count: number;
            tag: string;
        };
        /** @description How many at once. */
        TagCreators: {
            /** @default 5 */
            workers?: number;
        };
        /** @description Whether anything tags. */
        TaggerHealth: {
            code: string;
            cost_per_subreddit: number | null;
            model: string | null;
            openai_configured: boolean;
            status: string;
            supabase_configured: boolean;
        };
        /** @description How far the tags of approved communities are; progress of nothing is null. */
        Tagging: {
            tagging_progress_percent: number | null;
            top_tags: components["schemas"]["TagCount"][];
            total_approved_subreddits: number;
            total_tagged: number;
            untagged_remaining: number;
        };
        /** @description How far approved creators are tagged; the share of none is null. */
        TaggingStats: {
            code: string;
            /** @example 0.0123 */
            cost_usd: number;
            model_versions: string[];
            ok: number;
            tagged: number;
            tagged_pct: number | null;
            untagged: number;
        };
        /** @description The same with the vocabulary. */
        TaggingWhole: {
            tag_structure: {
                [key: string]: string[];
            };
            tagging_progress_percent: number | null;
            top_tags: components["schemas"]["TagCount"][];
            total_approved_subreddits: number;
            total_tagged: number;
            untagged_remaining: number;
        };
        /** @description How many communities and models changed, and what takes each thousand of them back. */
        TagMoved: {
            models_updated: number;
            subreddits_updated: number;
            tag: string | null;
            undo_tokens: string[];
        };
        /** @description Tags to add, to take away, or to put instead. */
        TagsBody: {
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags: string[];
            /** @example 7 */
            version?: number | null;
        };
        /** @description Which communities are to be tagged. */
        TagSubreddits: {
            /** @default 5 */
            batch_size?: number;
            /** @default 10 */
            limit?: number;
            subreddit_ids?: number[] | null;
        };
        /** @description The tags that rows may be given. */
        TagVocabulary: {
            items: components["schemas"]["TagCategory"][];
            /**
             * @example [
             *       "topic:pottery",
             *       "format:photo"
             *     ]
             */
            tags: string[];
        };
        /** @description Settings that travel with a request; null leaves it to the target's own. */
        TargetOptions: {
            mirror_media?: boolean | null;
        };
        /** @description What a ticket is to be for. */
        TicketWanted: {
            /**
             * @example [
             *       "requests",
             *       "rows:creators"
             *     ]
             */
            topics: string[];
        };
        /** @description A post that did well in a recommended community. */
        TopPost: {
            /** @example somebody */
            author_username: string | null;
            content_type: string | null;
            cover_url: string | null;
            /** @example 2026-01-31T12:00:00Z */
            created_utc: string | null;
            /** @example 42 */
            id: string;
            /** @example 31 */
            num_comments: number | null;
            over_18: boolean | null;
            /** @example /r/pottery/comments/abc123/ */
            permalink: string | null;
            /** @example 1812 */
            score: number | null;
            thumbnail: string | null;
            /** @example My first bowl */
            title: string | null;
            url: string | null;
        };
        /** @description Requests that have not ended. */
        UnderWay: {
            oldest_started_at: string | null;
            queued: number;
            running: number;
            waiting: number;
        };
        /** @description An undo is an edit too: `undo_token` takes it back. */
        Undone: {
            counts: {
                [key: string]: number;
            };
            results: components["schemas"]["RowUndone"][];
            /**
             * Format: uuid
             * @example 3f2b8c1e-5d4a-4e6f-9b7c-1a2b3c4d5e6f
             */
            undo_token: string;
            /** Format: uuid */
            undone: string;
        };
        /** @description Approved creators whose related accounts nobody has asked for. */
        Unprocessed: {
            count: number;
        };
        /** @description Of accounts of Reddit. */
        UserBulk: {
            /** @default false */
            dry_run?: boolean;
            expect?: components["schemas"]["UserPatch"] | null;
            filter?: {
                [key: string]: string | number | boolean | string[];
            } | null;
            ids?: (string | number)[] | null;
            set?: components["schemas"]["UserFields"] | null;
            tags_add?: string[] | null;
            tags_remove?: string[] | null;
            tags_replace?: string[] | null;
            versions?: {
                [key: string]: number;
            } | null;
        };
        /** @description What people decide about an account. */
        UserFields: {
            model_id?: string | number | null;
            /** @example Asked twice. */
            notes?: string | null;
            our_creator?: boolean;
            /** @enum {string} */
            status?: "active" | "inactive" | "banned" | "suspended";
        };
        /** @description As for creators. */
        UserPatch: {
            model_id?: string | number | null;
            /** @example Asked twice. */
            notes?: string | null;
            our_creator?: boolean;
            /** @enum {string} */
            status?: "active" | "inactive" | "banned" | "suspended";
            /** @example 7 */
            version?: number | null;
        };
        UsersItem: {
            accept_followers?: boolean | null;
            account_age_days?: number | null;
            /** Format: date-time */
            analytics_at?: string | null;
            avg_post_comments?: number | null;
            avg_post_score?: number | null;
            avg_posts_per_month?: number | null;
            awardee_karma?: number | null;
            awarder_karma?: number | null;
            bio?: string | null;
            bio_url?: string | null;
            comment_karma?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            created_utc?: string | null;
            cross_subreddit_activity?: number | null;
            has_verified_email?: boolean | null;
            hide_from_robots?: boolean | null;
            icon_img?: string | null;
            /** @example 42 */
            id?: string;
            is_employee?: boolean | null;
            is_gold?: boolean | null;
            is_mod?: boolean | null;
            is_suspended?: boolean | null;
            karma_per_day?: number | null;
            /** Format: date-time */
            last_scraped_at?: string | null;
            link_karma?: number | null;
            model_id?: string | null;
            most_active_posting_day?: number | null;
            most_active_posting_hour?: number | null;
            /** @example Asked twice. */
            notes?: string | null;
            /** Format: date-time */
            observed_at?: string | null;
            our_creator?: boolean | null;
            overall_user_score?: number | null;
            pref_show_snoovatar?: boolean | null;
            preferred_content_type?: string | null;
            primary_subreddits?: string[] | null;
            /** @example abc123 */
            reddit_id?: string | null;
            status?: string | null;
            subreddit_banner_img?: string | null;
            subreddit_display_name?: string | null;
            subreddit_over_18?: boolean | null;
            subreddit_subscribers?: number | null;
            subreddit_title?: string | null;
            total_karma?: number | null;
            total_posts_analyzed?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            updated_at?: string | null;
            upstream_state?: string | null;
            /** @example nasa */
            username?: string | null;
            verified?: boolean | null;
            /** @example 7 */
            version?: number | null;
        };
        /** @description The version of a row. */
        Version: {
            /** @example 7 */
            version: number;
        };
        /** @description How many posts the ranking has. */
        ViralCounts: {
            total: number;
        };
        /** @description One post of the ranking. */
        ViralPost: {
            /** @example somebody */
            author_username: string | null;
            content_type: string | null;
            /** @example 2026-01-31T12:00:00Z */
            created_utc: string;
            domain: string | null;
            /** @example 31 */
            num_comments: number | null;
            over_18: boolean | null;
            /** @example /r/pottery/comments/abc123/ */
            permalink: string | null;
            rank_in_subreddit: number;
            /** @example abc123 */
            reddit_id: string;
            /** @example 1812 */
            score: number;
            sub_over18: boolean | null;
            sub_primary_category: string | null;
            sub_tags: unknown;
            /** @example 2qh1u */
            subreddit_id: string | null;
            /** @example pottery */
            subreddit_name: string;
            thumbnail: string | null;
            /** @example My first bowl */
            title: string;
            /** @example 0.97 */
            upvote_ratio: number | null;
            url: string | null;
            viral_score: number;
        };
        /** @description A new rule. */
        ViralRule: {
            min_views: number;
            multiplier: number;
        };
        /** @description Of all posts of the ranking that the filters find. */
        ViralSummary: {
            best_hour_avg_score: number | null;
            best_hour_utc: number | null;
            best_subreddit: string | null;
            best_subreddit_avg_score: number | null;
            most_discussed_comments: number | null;
            most_discussed_subreddit: string | null;
            nsfw_posts: number;
            sfw_posts: number;
            top_content_type: string | null;
            total_posts: number;
            total_subreddits: number;
        };
        /** @description The summary, and by which weights posts are ranked. */
        ViralSummed: {
            /** @example 2026-01-31T12:00:00Z */
            as_of: string;
            summary: components["schemas"]["ViralSummary"];
            weights: string;
        };
        /** @description The tags that communities may be given. */
        Vocabulary: {
            all_tags: string[];
            categories: string[];
            tag_structure: {
                [key: string]: string[];
            };
            total_tags: number;
        };
        /** @description Requests alike. */
        Waiting: {
            kind: string;
            lane: string;
            oldest_created_at: string;
            requests: number;
            status: string;
            waiting_reason: string | null;
        };
        /** @description What became of the rows of one list that was walked. */
        WalkCounts: {
            announced: number;
            inserted: number;
            pages: number;
            rejected: number;
            superseded: number;
            unchanged: number;
            updated: number;
        };
        /** @description A key to be made. */
        WantedKey: {
            /** @description null: until revoked */
            days?: number | null;
            /** @example pottery */
            name: string;
            /** @description null: of who asks */
            org_id?: string | null;
            /** @enum {string} */
            scope: "read" | "review" | "operate" | "admin";
        };
        /** @description Which messages, and whether they are sent or only counted. */
        WantedReplay: {
            cursor?: string | null;
            /** @default true */
            dry_run?: boolean;
            durable: string;
            /** @default 1000 */
            limit?: number;
            /** @example 01948c3e-7a51-7c3e-8a51-3b1f5a7d9c10 */
            request_id?: string | null;
            since?: string | null;
            subject?: string | null;
            until?: string | null;
        };
        /** @description Why a switch is set; shown by whatever it stops. */
        Why: {
            /**
             * @default
             * @example the provider is slow today
             */
            reason?: string;
        };
        /** @description What the provider's own headers last said. */
        Window: {
            ends_in_s: number;
            remaining: number;
        };
        /** @description How, and since when. */
        WishDetails: {
            method: string;
            started_at?: string | null;
            stopped_at?: string | null;
            version: string;
        };
        /** @description What start and stop answer: `status` is of the wish. */
        Wished: {
            desired: components["schemas"]["DesiredState"];
            details: components["schemas"]["WishDetails"];
            /** @example 90 reels and 30 posts were stored */
            message: string;
            observed: components["schemas"]["ObservedState"];
            pid: number | null;
            /** @enum {unknown} */
            status: "already_running" | "already_stopped" | "starting" | "stopping";
            success: boolean;
        };
    };
    responses: {
        /** @description `bad_request`: what came is no request */
        "Refused400-bad_request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "bad_request",
                 *       "detail": "what came is no request",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 400,
                 *       "title": "Bad Request",
                 *       "type": "urn:b9:problem:bad_request"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "bad_request";
                    /** @constant */
                    status?: 400;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `cursor_mismatch`: the cursor is of another list, order or filter */
        "Refused400-cursor_mismatch": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "cursor_mismatch",
                 *       "detail": "the cursor is of another list, order or filter",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 400,
                 *       "title": "Bad Request",
                 *       "type": "urn:b9:problem:cursor_mismatch"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "cursor_mismatch";
                    /** @constant */
                    status?: 400;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unauthorized`: no credentials, or none that are good */
        Refused401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unauthorized",
                 *       "detail": "no credentials, or none that are good",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 401,
                 *       "title": "Unauthorized",
                 *       "type": "urn:b9:problem:unauthorized"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unauthorized";
                    /** @constant */
                    status?: 401;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_ticket`: the ticket is used, or too old; `unauthorized`: no credentials, or none that are good */
        "Refused401-invalid_ticket": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid_ticket",
                 *       "detail": "the ticket is used, or too old",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 401,
                 *       "title": "Unauthorized",
                 *       "type": "urn:b9:problem:invalid_ticket"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "invalid_ticket" | "unauthorized";
                    /** @constant */
                    status?: 401;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: the scope is too small; `unknown_organisation`: the token's organisation is not known here */
        "Refused403-forbidden": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "forbidden",
                 *       "detail": "the scope is too small",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 403,
                 *       "title": "Forbidden",
                 *       "type": "urn:b9:problem:forbidden"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "forbidden" | "unknown_organisation";
                    /** @constant */
                    status?: 403;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: the scope is too small; `not_of_deployment`: it is the deployment's, and your organisation another; `unknown_organisation`: the token's organisation is not known here */
        "Refused403-forbidden-not_of_deployment": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "forbidden",
                 *       "detail": "the scope is too small",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 403,
                 *       "title": "Forbidden",
                 *       "type": "urn:b9:problem:forbidden"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "forbidden" | "not_of_deployment" | "unknown_organisation";
                    /** @constant */
                    status?: 403;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: the scope is too small; `target_banned`: Reddit has banned it; `target_private`: Reddit shows it to its members alone; `target_quarantined`: Reddit has quarantined it; `target_suspended`: Reddit has suspended the account; `unknown_organisation`: the token's organisation is not known here */
        "Refused403-forbidden-target_banned-target_private-target_quarantined-target_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "forbidden",
                 *       "detail": "the scope is too small",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 403,
                 *       "title": "Forbidden",
                 *       "type": "urn:b9:problem:forbidden"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "forbidden" | "target_banned" | "target_private" | "target_quarantined" | "target_suspended" | "unknown_organisation";
                    /** @constant */
                    status?: 403;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_signature`: the address is not ours, or too old; `unknown_organisation`: the token's organisation is not known here */
        "Refused403-invalid_signature": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid_signature",
                 *       "detail": "the address is not ours, or too old",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 403,
                 *       "title": "Forbidden",
                 *       "type": "urn:b9:problem:invalid_signature"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "invalid_signature" | "unknown_organisation";
                    /** @constant */
                    status?: 403;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `media_not_configured`: this gateway knows no store of files; `not_found`: there is nothing here */
        "Refused404-media_not_configured-not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "media_not_configured",
                 *       "detail": "this gateway knows no store of files",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:media_not_configured"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "media_not_configured" | "not_found";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: there is nothing here; `unknown_niche`: no such niche */
        "Refused404-not_found-unknown_niche": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "not_found",
                 *       "detail": "there is nothing here",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:not_found"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "not_found" | "unknown_niche";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: there is nothing here; `unknown_tag`: no community and no model has this tag */
        "Refused404-not_found-unknown_tag": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "not_found",
                 *       "detail": "there is nothing here",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:not_found"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "not_found" | "unknown_tag";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `not_linked`: the account is not this model's; `unknown_model`: no such model */
        "Refused404-not_linked-unknown_model": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "not_linked",
                 *       "detail": "the account is not this model's",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:not_linked"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "not_linked" | "unknown_model";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `target_not_found`: Reddit knows no such name */
        "Refused404-target_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "target_not_found",
                 *       "detail": "Reddit knows no such name",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:target_not_found"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "target_not_found";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_account`: no account has this id */
        "Refused404-unknown_account": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_account",
                 *       "detail": "no account has this id",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_account"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_account";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_creator`: no such creator */
        "Refused404-unknown_creator": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_creator",
                 *       "detail": "no such creator",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_creator"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_creator";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_dashboard`: no such dashboard */
        "Refused404-unknown_dashboard": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_dashboard",
                 *       "detail": "no such dashboard",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_dashboard"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_dashboard";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_dead_letter`: no such dead letter */
        "Refused404-unknown_dead_letter": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_dead_letter",
                 *       "detail": "no such dead letter",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_dead_letter"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_dead_letter";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_edit`: nobody here made such an edit */
        "Refused404-unknown_edit": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_edit",
                 *       "detail": "nobody here made such an edit",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_edit"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_edit";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_job`: no such job */
        "Refused404-unknown_job": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_job",
                 *       "detail": "no such job",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_job"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_job";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_key`: no such key */
        "Refused404-unknown_key": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_key",
                 *       "detail": "no such key",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_key"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_key";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_model`: no such model */
        "Refused404-unknown_model": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_model",
                 *       "detail": "no such model",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_model"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_model";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_niche`: no such niche */
        "Refused404-unknown_niche": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_niche",
                 *       "detail": "no such niche",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_niche"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_niche";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_org`: no such organisation */
        "Refused404-unknown_org": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_org",
                 *       "detail": "no such organisation",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_org"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_org";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_request`: no such request */
        "Refused404-unknown_request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_request",
                 *       "detail": "no such request",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_request"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_request";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_scraper`: no such scraper */
        "Refused404-unknown_scraper": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_scraper",
                 *       "detail": "no such scraper",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_scraper"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_scraper";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_subreddit`: no such community */
        "Refused404-unknown_subreddit": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_subreddit",
                 *       "detail": "no such community",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_subreddit"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_subreddit";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_tag`: no community and no model has this tag */
        "Refused404-unknown_tag": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_tag",
                 *       "detail": "no community and no model has this tag",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_tag"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_tag";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `unknown_user`: no such account of Reddit */
        "Refused404-unknown_user": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "unknown_user",
                 *       "detail": "no such account of Reddit",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 404,
                 *       "title": "Not Found",
                 *       "type": "urn:b9:problem:unknown_user"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "unknown_user";
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_slow`: the body did not come in time */
        "Refused408-body_too_slow": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "body_too_slow",
                 *       "detail": "the body did not come in time",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 408,
                 *       "title": "Request Timeout",
                 *       "type": "urn:b9:problem:body_too_slow"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "body_too_slow";
                    /** @constant */
                    status?: 408;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `account_taken`: the account is another model's */
        "Refused409-account_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "account_taken",
                 *       "detail": "the account is another model's",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:account_taken"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "account_taken";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `account_taken`: the account is another model's; `name_taken`: another model has this name */
        "Refused409-account_taken-name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "account_taken",
                 *       "detail": "the account is another model's",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:account_taken"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "account_taken" | "name_taken";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `already_undone`: it was taken back before; `name_taken`: another model has this name; `undo_too_large`: too many rows to take back at once */
        "Refused409-already_undone-name_taken-undo_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "already_undone",
                 *       "detail": "it was taken back before",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:already_undone"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "already_undone" | "name_taken" | "undo_too_large";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `another_active`: another request for the same target is under way; `not_mappable`: the item was never understood; `not_replayable`: such messages are never sent again; `page_unknown`: the page it came from was never booked; `request_not_failed`: its request did not fail; `too_large`: it does not fit into a message; `unknown_request`: no such request */
        "Refused409-another_active-not_mappable-not_replayable-page_unknown-request_not_failed-too_large-unknown_request": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "another_active",
                 *       "detail": "another request for the same target is under way",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:another_active"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "another_active" | "not_mappable" | "not_replayable" | "page_unknown" | "request_not_failed" | "too_large" | "unknown_request";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_reused`: the Idempotency-Key stands for another request */
        "Refused409-idempotency_key_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency_key_reused",
                 *       "detail": "the Idempotency-Key stands for another request",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:idempotency_key_reused"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "idempotency_key_reused";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_reused`: the Idempotency-Key stands for another request; `replay_full`: what was replayed before is not read yet */
        "Refused409-idempotency_key_reused-replay_full": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency_key_reused",
                 *       "detail": "the Idempotency-Key stands for another request",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:idempotency_key_reused"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "idempotency_key_reused" | "replay_full";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `name_taken`: another model has this name; `too_many_accounts`: the model has too many accounts; `version_conflict`: somebody changed it first; see `current` */
        "Refused409-name_taken-too_many_accounts-version_conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "name_taken",
                 *       "detail": "another model has this name",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:name_taken"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "name_taken" | "too_many_accounts" | "version_conflict";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `niche_exists`: there is such a niche */
        "Refused409-niche_exists": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "niche_exists",
                 *       "detail": "there is such a niche",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:niche_exists"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "niche_exists";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `organisation_exists`: there is an organisation of this id */
        "Refused409-organisation_exists": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "organisation_exists",
                 *       "detail": "there is an organisation of this id",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:organisation_exists"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "organisation_exists";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `tag_exists`: there is such a tag */
        "Refused409-tag_exists": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "tag_exists",
                 *       "detail": "there is such a tag",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:tag_exists"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "tag_exists";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `too_many_accounts`: the model has too many accounts */
        "Refused409-too_many_accounts": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "too_many_accounts",
                 *       "detail": "the model has too many accounts",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:too_many_accounts"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "too_many_accounts";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `version_conflict`: somebody changed it first; see `current` */
        "Refused409-version_conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "version_conflict",
                 *       "detail": "somebody changed it first; see `current`",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 409,
                 *       "title": "Conflict",
                 *       "type": "urn:b9:problem:version_conflict"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "version_conflict";
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `undo_expired`: an edit is taken back within seven days */
        "Refused410-undo_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "undo_expired",
                 *       "detail": "an edit is taken back within seven days",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 410,
                 *       "title": "Gone",
                 *       "type": "urn:b9:problem:undo_expired"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "undo_expired";
                    /** @constant */
                    status?: 410;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `version_conflict`: somebody changed it first; see `current` */
        "Refused412-version_conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "version_conflict",
                 *       "detail": "somebody changed it first; see `current`",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 412,
                 *       "title": "Precondition Failed",
                 *       "type": "urn:b9:problem:version_conflict"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "version_conflict";
                    /** @constant */
                    status?: 412;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_large`: the body is over 64 KiB */
        "Refused413-body_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "body_too_large",
                 *       "detail": "the body is over 64 KiB",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 413,
                 *       "title": "Content Too Large",
                 *       "type": "urn:b9:problem:body_too_large"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "body_too_large";
                    /** @constant */
                    status?: 413;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `invalid`: something sent is wrong */
        Refused422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid",
                 *       "detail": "limit: from 1 to 200",
                 *       "errors": [
                 *         {
                 *           "code": "out_of_range",
                 *           "field": "limit",
                 *           "message": "from 1 to 200"
                 *         }
                 *       ],
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 422,
                 *       "title": "Unprocessable Content",
                 *       "type": "urn:b9:problem:invalid"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "invalid";
                    /** @constant */
                    status?: 422;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `invalid`: something sent is wrong; `not_replayable`: such messages are never sent again */
        "Refused422-not_replayable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid",
                 *       "detail": "limit: from 1 to 200",
                 *       "errors": [
                 *         {
                 *           "code": "out_of_range",
                 *           "field": "limit",
                 *           "message": "from 1 to 200"
                 *         }
                 *       ],
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 422,
                 *       "title": "Unprocessable Content",
                 *       "type": "urn:b9:problem:invalid"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "invalid" | "not_replayable";
                    /** @constant */
                    status?: 422;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `invalid`: something sent is wrong; `unknown_account`: no account has this id */
        "Refused422-unknown_account": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid",
                 *       "detail": "limit: from 1 to 200",
                 *       "errors": [
                 *         {
                 *           "code": "out_of_range",
                 *           "field": "limit",
                 *           "message": "from 1 to 200"
                 *         }
                 *       ],
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 422,
                 *       "title": "Unprocessable Content",
                 *       "type": "urn:b9:problem:invalid"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "invalid" | "unknown_account";
                    /** @constant */
                    status?: 422;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `http_too_old`: in HTTP/1.0 a file that was cut looks whole */
        "Refused426-http_too_old": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "http_too_old",
                 *       "detail": "in HTTP/1.0 a file that was cut looks whole",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 426,
                 *       "title": "Upgrade Required",
                 *       "type": "urn:b9:problem:http_too_old"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "http_too_old";
                    /** @constant */
                    status?: 426;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `version_required`: no version was said */
        "Refused428-version_required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "version_required",
                 *       "detail": "no version was said",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 428,
                 *       "title": "Precondition Required",
                 *       "type": "urn:b9:problem:version_required"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "version_required";
                    /** @constant */
                    status?: 428;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: you ask too often; `too_many_failures`: too many wrong credentials came from this address */
        Refused429: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "rate_limited",
                 *       "detail": "you ask too often",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 429,
                 *       "title": "Too Many Requests",
                 *       "type": "urn:b9:problem:rate_limited"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "rate_limited" | "too_many_failures";
                    /** @constant */
                    status?: 429;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `target_unavailable_legal`: withheld for legal reasons */
        "Refused451-target_unavailable_legal": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "target_unavailable_legal",
                 *       "detail": "withheld for legal reasons",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 451,
                 *       "title": "Unavailable For Legal Reasons",
                 *       "type": "urn:b9:problem:target_unavailable_legal"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "target_unavailable_legal";
                    /** @constant */
                    status?: 451;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `internal_error`: the fault is ours */
        Refused500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "internal_error",
                 *       "detail": "the fault is ours",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 500,
                 *       "title": "Internal Server Error",
                 *       "type": "urn:b9:problem:internal_error"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "internal_error";
                    /** @constant */
                    status?: 500;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `job_runner_missing`: nothing here runs jobs yet */
        "Refused501-job_runner_missing": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "job_runner_missing",
                 *       "detail": "nothing here runs jobs yet",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 501,
                 *       "title": "Not Implemented",
                 *       "type": "urn:b9:problem:job_runner_missing"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "job_runner_missing";
                    /** @constant */
                    status?: 501;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `related_discovery_missing`: nothing here asks for related accounts yet */
        "Refused501-related_discovery_missing": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "related_discovery_missing",
                 *       "detail": "nothing here asks for related accounts yet",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 501,
                 *       "title": "Not Implemented",
                 *       "type": "urn:b9:problem:related_discovery_missing"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "related_discovery_missing";
                    /** @constant */
                    status?: 501;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `upstream_failed`: it could not be fetched */
        "Refused502-upstream_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "upstream_failed",
                 *       "detail": "it could not be fetched",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 502,
                 *       "title": "Bad Gateway",
                 *       "type": "urn:b9:problem:upstream_failed"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "upstream_failed";
                    /** @constant */
                    status?: 502;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once */
        Refused503: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "database_unavailable" | "keys_unavailable" | "overloaded";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `categoriser_not_configured`: no model is set up to tag; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once */
        "Refused503-categoriser_not_configured": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "categoriser_not_configured" | "database_unavailable" | "keys_unavailable" | "overloaded";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once; `partly_done`: some rows were changed, as told beside `undo_tokens`, and some are left */
        "Refused503-partly_done": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "database_unavailable" | "keys_unavailable" | "overloaded" | "partly_done";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once; `replay_busy`: another replay is being read */
        "Refused503-replay_busy": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "database_unavailable" | "keys_unavailable" | "overloaded" | "replay_busy";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once; `too_many_exports`: others, or one of yours, are being exported */
        "Refused503-too_many_exports": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "database_unavailable" | "keys_unavailable" | "overloaded" | "too_many_exports";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description `broker_unavailable`: the broker does not answer; `database_unavailable`: the database does not answer in time; `keys_unavailable`: the keys that sign tokens cannot be fetched; `overloaded`: too many ask at once; `too_many_viewers`: no room for one more stream; `unavailable`: not ready yet */
        "Refused503-too_many_viewers-unavailable": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "broker_unavailable",
                 *       "detail": "the broker does not answer",
                 *       "request_id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                 *       "status": 503,
                 *       "title": "Service Unavailable",
                 *       "type": "urn:b9:problem:broker_unavailable"
                 *     }
                 */
                "application/problem+json": {
                    /** @enum {unknown} */
                    code?: "broker_unavailable" | "database_unavailable" | "keys_unavailable" | "overloaded" | "too_many_viewers" | "unavailable";
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description an `ETag` that is known: 304 where it is still so */
        "If-None-Match": string;
        /**
         * @description stands in every log line and request that this call leads to
         * @example import-2026-01-31
         */
        "X-Correlation-ID": string;
    };
    requestBodies: never;
    headers: {
        /** @description of this very answer, or version */
        ETag: string;
        /** @description of the request that was taken in, or of the file */
        Location: string;
        /** @description seconds, where coming back helps */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_root: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Root"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description it does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get_tagging_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaggerHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_tagging_stats: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaggingWhole"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    tag_subreddits: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "limit": 10
                 *     }
                 */
                "application/json": components["schemas"]["TagSubreddits"] | null;
            };
        };
        responses: {
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-categoriser_not_configured"];
        };
    };
    get_tag_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vocabulary"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description may be repeated; `none` is null, `any` is what is not */
                action?: string[];
                actor?: string;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                entity?: string;
                entity_id?: string;
                /** @description these fields only */
                fields?: ("id" | "at" | "org_id" | "actor" | "action" | "entity" | "entity_id" | "before" | "after" | "request_id" | "edit_id")[];
                /** @description how many at most */
                limit?: number;
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "id" | "-id";
                /** @description before then */
                until?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["AuditItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_budgets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Budget"][];
                    };
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_switches: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Switch"][];
                    };
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    pause_platform: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description where content comes from */
                platform: components["schemas"]["Platform"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "the provider is slow today"
                 *     }
                 */
                "application/json": components["schemas"]["Why"] | null;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switched"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    resume_platform: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description where content comes from */
                platform: components["schemas"]["Platform"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "the provider is slow today"
                 *     }
                 */
                "application/json": components["schemas"]["Why"] | null;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switched"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    switch_paid_calls: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": false,
                 *       "reason": "the budget is spent"
                 *     }
                 */
                "application/json": components["schemas"]["PaidCalls"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switched"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_costs: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Costs"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    run_cleanup_logs: {
        parameters: {
            query?: {
                retention_days?: number;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    get_cron_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CronHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    run_migrate_cdn: {
        parameters: {
            query?: {
                batch_size?: number;
                media_type?: "all" | "profile" | "posts" | "reels";
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                code?: string;
                /** @description where the page before left off */
                cursor?: number;
                durable?: string;
                kind?: string;
                /** @description how many at most */
                limit?: number;
                replayed?: boolean;
                /** @description the id of a request */
                request_id?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["DeadLetter"][];
                        next_cursor: string | null;
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_dead_letter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a dead letter */
                letter_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterWhole"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_dead_letter"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    replay_dead_letter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a dead letter */
                letter_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"] | components["schemas"]["RequestDriven"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_dead_letter"];
            409: components["responses"]["Refused409-another_active-not_mappable-not_replayable-page_unknown-request_not_failed-too_large-unknown_request"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    watch: {
        parameters: {
            query?: {
                /** @description for who sends no headers */
                last_event_id?: number;
                /** @description in place of credentials and topics; good once */
                ticket?: string;
                /** @description comma-separated: requests, request:{id}, logs:{source}, scraper:{platform}, counts:{resource}, rows:{resource}, jobs; without a ticket, at least one */
                topics?: string;
            };
            header?: {
                /** @description the last event that was seen: the stream goes on after it */
                "Last-Event-Id"?: number;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Refused401-invalid_ticket"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_request"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_viewers-unavailable"];
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "topics": [
                 *         "requests",
                 *         "rows:creators"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TicketWanted"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issued"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_request"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    export_accounts: {
        parameters: {
            query?: {
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "username" | "icon_img" | "created_utc" | "account_age_days" | "total_karma" | "link_karma" | "comment_karma" | "karma_per_day" | "overall_user_score" | "verified" | "has_verified_email" | "is_gold" | "is_mod" | "is_suspended" | "upstream_state" | "our_creator" | "model_id" | "status" | "bio" | "avg_post_score" | "avg_post_comments" | "total_posts_analyzed" | "preferred_content_type" | "most_active_posting_hour" | "most_active_posting_day" | "primary_subreddits" | "cross_subreddit_activity" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "notes" | "awardee_karma" | "awarder_karma" | "is_employee" | "accept_followers" | "hide_from_robots" | "pref_show_snoovatar" | "bio_url" | "subreddit_display_name" | "subreddit_title" | "subreddit_subscribers" | "subreddit_over_18" | "subreddit_banner_img" | "avg_posts_per_month" | "analytics_at" | "observed_at" | "stage_name" | "model_status" | "assigned_tags" | "posts_count" | "top_subreddit")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description a number; `none` is null, `any` is what is not */
                model_id?: string;
                our_creator?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "total_karma" | "-total_karma" | "score" | "-score" | "created_utc" | "-created_utc" | "posts" | "-posts" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "banned" | "suspended")[];
                /** @description one or more of them */
                tag?: string[];
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_audit: {
        parameters: {
            query?: {
                /** @description may be repeated; `none` is null, `any` is what is not */
                action?: string[];
                actor?: string;
                entity?: string;
                entity_id?: string;
                /** @description these fields only */
                fields?: ("id" | "at" | "org_id" | "actor" | "action" | "entity" | "entity_id" | "before" | "after" | "request_id" | "edit_id")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "id" | "-id";
                /** @description before then */
                until?: string;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_creators: {
        parameters: {
            query?: {
                /** @description from then on */
                discovered_after?: string;
                /** @description before then */
                discovered_before?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                discovery_source?: string[];
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "ig_user_id" | "username" | "full_name" | "biography" | "external_url" | "category_name" | "is_verified" | "is_private" | "is_business_account" | "followers_count" | "following_count" | "media_count" | "review_status" | "reviewed_at" | "reviewed_by" | "niche" | "tags" | "notes" | "paused_at" | "discovery_source" | "discovery_date" | "engagement_pct" | "avg_views_per_reel" | "avg_likes_per_reel" | "avg_comments_per_reel" | "avg_likes_per_post" | "avg_comments_per_post" | "reel_engagement_pct" | "post_engagement_pct" | "reach_pct" | "growth_daily_pct" | "growth_weekly_pct" | "viral_count" | "viral_pct" | "reels_count" | "posts_count" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "external_url_type" | "bio_links" | "fbid" | "eimu_id" | "is_professional_account" | "has_clips" | "has_guides" | "has_channel" | "has_onboarded_to_text_post_app" | "highlight_reel_count" | "followers_last_updated" | "previous_followers_count" | "follower_growth_rate_daily" | "follower_growth_rate_weekly" | "niche_group_id" | "categories" | "related_creators_processed" | "avg_views_per_reel_cached" | "avg_likes_per_reel_cached" | "avg_comments_per_reel_cached" | "avg_likes_per_post_cached" | "avg_comments_per_post_cached" | "avg_engagement_per_post_cached" | "avg_engagement_rate" | "engagement_rate_cached" | "reel_engagement_rate" | "post_engagement_rate" | "content_reach_rate" | "comment_to_like_ratio" | "reels_vs_posts_performance" | "best_content_type" | "viral_content_count_cached" | "viral_content_rate" | "viral_threshold_multiplier" | "posting_frequency_per_week" | "posting_consistency_score" | "last_post_days_ago" | "most_active_day" | "most_active_hour" | "total_views" | "avg_reel_length_sec" | "analytics_at" | "full_depth_at" | "observed_at" | "profile_pic_url")[];
                /** @description at most */
                followers_max?: number;
                /** @description at least */
                followers_min?: number;
                /** @description of the file */
                format?: "csv" | "parquet";
                has_tags?: boolean;
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                is_private?: boolean;
                is_verified?: boolean;
                /** @description may be repeated; `none` is null, `any` is what is not */
                niche?: string[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                related_processed?: boolean;
                /** @description one or several by commas; `none` is null */
                review_status?: ("ok" | "non_related" | "none")[];
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "followers_count" | "-followers_count" | "discovery_date" | "-discovery_date" | "engagement_pct" | "-engagement_pct" | "avg_views" | "-avg_views" | "last_scraped_at" | "-last_scraped_at" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or more of them */
                tag?: string[];
                /** @description all of them */
                tag_all?: string[];
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_follower_history: {
        parameters: {
            query: {
                /** @description whose: an id or a name */
                creator: string;
                /** @description these fields only */
                fields?: ("recorded_at" | "username" | "followers_count" | "following_count" | "media_count")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "recorded_at" | "-recorded_at";
                /** @description before then */
                until?: string;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_logs: {
        parameters: {
            query?: {
                /** @description the last id that was seen */
                after_id?: number;
                /** @description these fields only */
                fields?: ("id" | "at" | "source" | "level" | "type" | "stage" | "message" | "request_id" | "data")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description at least */
                level_min?: "info" | "warning" | "error" | "critical";
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the id of a request */
                request_id?: string;
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "id" | "-id";
                /** @description one or several by commas: who said it, or of which platform */
                source?: ("gateway" | "dispatcher" | "persister" | "instagram" | "reddit")[];
                /** @description may be repeated; `none` is null, `any` is what is not */
                stage?: string[];
                /** @description may be repeated; `none` is null, `any` is what is not */
                type?: string[];
                /** @description before then */
                until?: string;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_models: {
        parameters: {
            query?: {
                /** @description these fields only */
                fields?: ("id" | "stage_name" | "status" | "description" | "assigned_tags" | "platform_accounts" | "commission_rate_pct" | "payment_type" | "onboarding_date" | "reddit_account_count" | "notes" | "metrics" | "version" | "created_at" | "updated_at")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "created_at" | "-created_at" | "stage_name" | "-stage_name";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "onboarding")[];
                /** @description one or more of them */
                tag?: string[];
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_posts: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "post_type" | "carousel_media_count" | "save_count" | "share_count" | "comments_disabled" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "image_urls")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                max_age_days?: number;
                niche?: string;
                /** @description one or several by commas; `none` is null */
                post_type?: ("image" | "video" | "carousel" | "none")[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "taken_at" | "-taken_at" | "like_count" | "-like_count" | "engagement_pct" | "-engagement_pct";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_recommendations: {
        parameters: {
            query?: {
                /** @description one or several by commas */
                content_type?: ("image" | "video" | "text" | "link" | "gallery")[];
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "subreddit_id" | "name" | "display_name_prefixed" | "title" | "public_description" | "subscribers" | "accounts_active" | "over18" | "created_utc" | "is_quarantined" | "is_user_feed" | "subreddit_type" | "icon_img" | "community_icon" | "verification_required" | "upstream_state" | "review" | "reviewed_at" | "reviewed_by" | "suggested_review" | "effective_review" | "primary_category" | "tags" | "paused_at" | "engagement_ratio" | "engagement_pct" | "engagement" | "subreddit_score" | "activity_score" | "avg_upvotes_per_post" | "avg_comments_per_post" | "comment_to_upvote_ratio" | "best_posting_day" | "best_posting_hour" | "top_content_type" | "posts_analysed" | "has_rules" | "mirror_media" | "discovered_at" | "last_scraped_at" | "observed_at" | "version" | "created_at" | "updated_at" | "rules" | "description" | "submission_type" | "allow_images" | "allow_videos" | "allow_polls" | "spoilers_enabled" | "wiki_enabled" | "lang" | "url" | "submit_text" | "submit_text_html" | "banner_img" | "mobile_banner_image" | "header_img" | "banner_background_color" | "primary_color" | "key_color" | "link_flair_enabled" | "link_flair_position" | "user_flair_enabled_in_sr" | "user_flair_position" | "rules_data" | "rules_observed_at" | "suggested_evidence" | "notes" | "category_id" | "tags_updated_at" | "tags_updated_by" | "image_post_avg_score" | "video_post_avg_score" | "text_post_avg_score" | "link_post_avg_score" | "gallery_post_avg_score" | "poll_post_avg_score" | "nsfw_percentage" | "analytics_at" | "scan_requested_at")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                sfw?: boolean;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "score" | "-score" | "engagement" | "-engagement" | "avg_upvotes" | "-avg_upvotes" | "subscribers" | "-subscribers";
                /** @description one or more of them */
                tag?: string[];
                verified?: boolean;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_reddit_posts: {
        parameters: {
            query?: {
                author?: string;
                author_id?: string;
                /** @description one or several by commas */
                content_type?: ("gallery" | "video" | "text" | "image" | "poll" | "link")[];
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "subreddit_id" | "subreddit_name" | "author_id" | "author_username" | "title" | "url" | "permalink" | "domain" | "thumbnail" | "content_type" | "created_utc" | "score" | "score_hidden" | "upvote_ratio" | "num_comments" | "comment_to_upvote_ratio" | "over_18" | "stickied" | "link_flair_text" | "sub_primary_category" | "sub_over18" | "sub_tags" | "selftext" | "removed_by" | "spoiler" | "locked" | "archived" | "is_crosspost" | "author_flair_text" | "video_duration_s" | "observed_at" | "cover_url")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                over_18?: boolean;
                /** @description at least */
                score_min?: number;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "created_utc" | "-created_utc" | "score" | "-score";
                subreddit?: string;
                subreddit_id?: string;
                /** @description how far back */
                window_hours?: number;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_reels: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "ig_play_count" | "save_count" | "share_count" | "has_audio" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "thumbnail_url")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                max_age_days?: number;
                min_views?: number;
                niche?: string;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "play_count" | "-play_count" | "engagement_pct" | "-engagement_pct" | "taken_at" | "-taken_at" | "like_count" | "-like_count" | "viral_multiplier" | "-viral_multiplier";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_subreddits: {
        parameters: {
            query?: {
                /** @description may be repeated; `none` is null, `any` is what is not */
                category?: string[];
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description one or several by commas; `none` is null */
                effective_review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned" | "none")[];
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "subreddit_id" | "name" | "display_name_prefixed" | "title" | "public_description" | "subscribers" | "accounts_active" | "over18" | "created_utc" | "is_quarantined" | "is_user_feed" | "subreddit_type" | "icon_img" | "community_icon" | "verification_required" | "upstream_state" | "review" | "reviewed_at" | "reviewed_by" | "suggested_review" | "effective_review" | "primary_category" | "tags" | "paused_at" | "engagement_ratio" | "engagement_pct" | "engagement" | "subreddit_score" | "activity_score" | "avg_upvotes_per_post" | "avg_comments_per_post" | "comment_to_upvote_ratio" | "best_posting_day" | "best_posting_hour" | "top_content_type" | "posts_analysed" | "has_rules" | "mirror_media" | "discovered_at" | "last_scraped_at" | "observed_at" | "version" | "created_at" | "updated_at" | "rules" | "description" | "submission_type" | "allow_images" | "allow_videos" | "allow_polls" | "spoilers_enabled" | "wiki_enabled" | "lang" | "url" | "submit_text" | "submit_text_html" | "banner_img" | "mobile_banner_image" | "header_img" | "banner_background_color" | "primary_color" | "key_color" | "link_flair_enabled" | "link_flair_position" | "user_flair_enabled_in_sr" | "user_flair_position" | "rules_data" | "rules_observed_at" | "suggested_evidence" | "notes" | "category_id" | "tags_updated_at" | "tags_updated_by" | "image_post_avg_score" | "video_post_avg_score" | "text_post_avg_score" | "link_post_avg_score" | "gallery_post_avg_score" | "poll_post_avg_score" | "nsfw_percentage" | "analytics_at" | "scan_requested_at")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                is_user_feed?: boolean;
                max_age_days?: number;
                over18?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description one or several by commas; `none` is null */
                review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned" | "none")[];
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "avg_upvotes_per_post" | "-avg_upvotes_per_post" | "subscribers" | "-subscribers" | "engagement" | "-engagement" | "subreddit_score" | "-subreddit_score" | "activity_score" | "-activity_score" | "created_at" | "-created_at" | "name" | "-name";
                /** @description at most */
                subscribers_max?: number;
                /** @description at least */
                subscribers_min?: number;
                /** @description one or more of them */
                tag?: string[];
                /** @description all of them */
                tag_all?: string[];
                untagged?: boolean;
                /** @description one or several by commas; `none` is null */
                upstream_state?: ("ok" | "private" | "banned" | "quarantined" | "suspended" | "not_found" | "unavailable_legal" | "none")[];
                verification_required?: boolean;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    export_users: {
        parameters: {
            query?: {
                active_since?: string;
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "username" | "icon_img" | "created_utc" | "account_age_days" | "total_karma" | "link_karma" | "comment_karma" | "karma_per_day" | "overall_user_score" | "verified" | "has_verified_email" | "is_gold" | "is_mod" | "is_suspended" | "upstream_state" | "our_creator" | "model_id" | "status" | "bio" | "avg_post_score" | "avg_post_comments" | "total_posts_analyzed" | "preferred_content_type" | "most_active_posting_hour" | "most_active_posting_day" | "primary_subreddits" | "cross_subreddit_activity" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "notes" | "awardee_karma" | "awarder_karma" | "is_employee" | "accept_followers" | "hide_from_robots" | "pref_show_snoovatar" | "bio_url" | "subreddit_display_name" | "subreddit_title" | "subreddit_subscribers" | "subreddit_over_18" | "subreddit_banner_img" | "avg_posts_per_month" | "analytics_at" | "observed_at")[];
                /** @description of the file */
                format?: "csv" | "parquet";
                gold?: boolean;
                has_bio?: boolean;
                high_quality?: boolean;
                /** @description these rows only, by commas or repeated */
                ids?: string[];
                /** @description at most */
                karma_max?: number;
                /** @description at least */
                karma_min?: number;
                /** @description a number; `none` is null, `any` is what is not */
                model_id?: string;
                our_creator?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description at most */
                score_max?: number;
                /** @description at least */
                score_min?: number;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "total_karma" | "-total_karma" | "score" | "-score" | "created_utc" | "-created_utc" | "posts" | "-posts" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "banned" | "suspended")[];
                /** @description one or several by commas; `none` is null */
                upstream_state?: ("ok" | "private" | "banned" | "quarantined" | "suspended" | "not_found" | "unavailable_legal" | "none")[];
                verified?: boolean;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file; one that breaks is cut, and its last chunk never comes */
            200: {
                headers: {
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            426: components["responses"]["Refused426-http_too_old"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-too_many_exports"];
        };
    };
    add_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "niche": "space",
                 *       "review_status": "ok",
                 *       "username": "nasa"
                 *     }
                 */
                "application/json": components["schemas"]["AddCreator"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_creator_adding_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatorAddingHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_creators: {
        parameters: {
            query?: {
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description from then on */
                discovered_after?: string;
                /** @description before then */
                discovered_before?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                discovery_source?: string[];
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "ig_user_id" | "username" | "full_name" | "biography" | "external_url" | "category_name" | "is_verified" | "is_private" | "is_business_account" | "followers_count" | "following_count" | "media_count" | "review_status" | "reviewed_at" | "reviewed_by" | "niche" | "tags" | "notes" | "paused_at" | "discovery_source" | "discovery_date" | "engagement_pct" | "avg_views_per_reel" | "avg_likes_per_reel" | "avg_comments_per_reel" | "avg_likes_per_post" | "avg_comments_per_post" | "reel_engagement_pct" | "post_engagement_pct" | "reach_pct" | "growth_daily_pct" | "growth_weekly_pct" | "viral_count" | "viral_pct" | "reels_count" | "posts_count" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "external_url_type" | "bio_links" | "fbid" | "eimu_id" | "is_professional_account" | "has_clips" | "has_guides" | "has_channel" | "has_onboarded_to_text_post_app" | "highlight_reel_count" | "followers_last_updated" | "previous_followers_count" | "follower_growth_rate_daily" | "follower_growth_rate_weekly" | "niche_group_id" | "categories" | "related_creators_processed" | "avg_views_per_reel_cached" | "avg_likes_per_reel_cached" | "avg_comments_per_reel_cached" | "avg_likes_per_post_cached" | "avg_comments_per_post_cached" | "avg_engagement_per_post_cached" | "avg_engagement_rate" | "engagement_rate_cached" | "reel_engagement_rate" | "post_engagement_rate" | "content_reach_rate" | "comment_to_like_ratio" | "reels_vs_posts_performance" | "best_content_type" | "viral_content_count_cached" | "viral_content_rate" | "viral_threshold_multiplier" | "posting_frequency_per_week" | "posting_consistency_score" | "last_post_days_ago" | "most_active_day" | "most_active_hour" | "total_views" | "avg_reel_length_sec" | "analytics_at" | "full_depth_at" | "observed_at" | "profile_pic_url")[];
                /** @description at most */
                followers_max?: number;
                /** @description at least */
                followers_min?: number;
                has_tags?: boolean;
                /** @description what is told besides */
                include?: "counts"[];
                is_private?: boolean;
                is_verified?: boolean;
                /** @description how many at most */
                limit?: number;
                /** @description may be repeated; `none` is null, `any` is what is not */
                niche?: string[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                related_processed?: boolean;
                /** @description one or several by commas; `none` is null */
                review_status?: ("ok" | "non_related" | "none")[];
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "followers_count" | "-followers_count" | "discovery_date" | "-discovery_date" | "engagement_pct" | "-engagement_pct" | "avg_views" | "-avg_views" | "last_scraped_at" | "-last_scraped_at" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or more of them */
                tag?: string[];
                /** @description all of them */
                tag_all?: string[];
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            niched: number;
                            non_related: number;
                            ok: number;
                            pending: number;
                            tagged: number;
                            total: number;
                            unniched: number;
                            untagged: number;
                        };
                        items: components["schemas"]["CreatorsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    create_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "niche": "space",
                 *       "review_status": "ok",
                 *       "username": "nasa"
                 *     }
                 */
                "application/json": components["schemas"]["AddCreator"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatorsItem"] & components["schemas"]["AboutCreator"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    remove_creator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "niche": "space",
                 *       "review_status": "ok",
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["CreatorPatch"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_follower_history_of_creator: {
        parameters: {
            query?: {
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("recorded_at" | "username" | "followers_count" | "following_count" | "media_count")[];
                /** @description how many at most */
                limit?: number;
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "recorded_at" | "-recorded_at";
                /** @description before then */
                until?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id, or the name it goes by */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["FollowerHistoryItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    pause_creator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_posts_of_creator: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "post_type" | "carousel_media_count" | "save_count" | "share_count" | "comments_disabled" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "image_urls")[];
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                niche?: string;
                /** @description one or several by commas; `none` is null */
                post_type?: ("image" | "video" | "carousel" | "none")[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "taken_at" | "-taken_at" | "like_count" | "-like_count" | "engagement_pct" | "-engagement_pct";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id, or the name it goes by */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["PostsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_reels_of_creator: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "ig_play_count" | "save_count" | "share_count" | "has_audio" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "thumbnail_url")[];
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                min_views?: number;
                niche?: string;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "play_count" | "-play_count" | "engagement_pct" | "-engagement_pct" | "taken_at" | "-taken_at" | "like_count" | "-like_count" | "viral_multiplier" | "-viral_multiplier";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id, or the name it goes by */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["ReelsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_related_creators: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        code: string;
                        items: components["schemas"]["RelatedCreator"][];
                        page: components["schemas"]["Paging"];
                        processed: boolean;
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    resume_creator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_similar_creators: {
        parameters: {
            query?: {
                /** @description how many at most */
                limit?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["SimilarCreator"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    replace_tags_of_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    add_tags_of_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    remove_tags_of_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["CreatorsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    refresh_creator: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name of an account */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "full": true
                 *     }
                 */
                "application/json": components["schemas"]["HowToFetchCreator"] | null;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_creator"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_many_creators: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dry_run": true,
                 *       "ids": [
                 *         "1",
                 *         "2"
                 *       ],
                 *       "set": {
                 *         "review_status": "ok"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreatorBulk"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyEdited"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    list_niches: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["NicheCounts"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    create_niche: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "astronomy"
                 *     }
                 */
                "application/json": components["schemas"]["Niche"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicheMade"];
                };
            };
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicheMade"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    delete_niche: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicheMoved"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-not_found-unknown_niche"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    rename_niche: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "astronomy"
                 *     }
                 */
                "application/json": components["schemas"]["Niche"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicheMoved"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-not_found-unknown_niche"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-niche_exists"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    merge_niches: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "into": "astronomy",
                 *       "sources": [
                 *         "space",
                 *         "stars"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["b9_api__editing__niche_routes__Merge"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NicheMoved"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_niche"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    list_posts: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "post_type" | "carousel_media_count" | "save_count" | "share_count" | "comments_disabled" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "image_urls")[];
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                niche?: string;
                /** @description one or several by commas; `none` is null */
                post_type?: ("image" | "video" | "carousel" | "none")[];
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "taken_at" | "-taken_at" | "like_count" | "-like_count" | "engagement_pct" | "-engagement_pct";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["PostsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_reels: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "ig_play_count" | "save_count" | "share_count" | "has_audio" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "thumbnail_url")[];
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                min_views?: number;
                niche?: string;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "play_count" | "-play_count" | "engagement_pct" | "-engagement_pct" | "taken_at" | "-taken_at" | "like_count" | "-like_count" | "viral_multiplier" | "-viral_multiplier";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["ReelsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    summarise_reels: {
        parameters: {
            query?: {
                creator?: string;
                /** @description may be repeated; `none` is null, `any` is what is not */
                creator_id?: string[];
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "media_pk" | "shortcode" | "creator_id" | "creator_username" | "creator_niche" | "caption_text" | "taken_at" | "play_count" | "view_count" | "like_count" | "comment_count" | "engagement_count" | "engagement_pct" | "video_duration_s" | "is_viral" | "viral_multiplier" | "is_pinned" | "hashtags" | "mentions" | "scraped_at" | "ig_play_count" | "save_count" | "share_count" | "has_audio" | "is_paid_partnership" | "viral_detected_at" | "original_width" | "original_height" | "accessibility_caption" | "coauthor_ids" | "video_url" | "cover_url" | "thumbnail_url")[];
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                min_views?: number;
                niche?: string;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "play_count" | "-play_count" | "engagement_pct" | "-engagement_pct" | "taken_at" | "-taken_at" | "like_count" | "-like_count" | "viral_multiplier" | "-viral_multiplier";
                /** @description from then on */
                taken_after?: string;
                /** @description before then */
                taken_before?: string;
                viral?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReelsSummed"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    start_related_creators: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "batch_size": 10
                 *     }
                 */
                "application/json": components["schemas"]["Discover"] | null;
            };
        };
        responses: {
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-related_discovery_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    get_related_creators_status: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelatedStatus"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    stop_related_creators: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-related_discovery_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    count_unprocessed_creators: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessed"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_control_info: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlInfo"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_costs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostsTold"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_cycle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CycleStatus"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_scraper_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstagramHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    start_instagram_scraper: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_scraper_status: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperStatus"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_scraper_detailed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstagramDetailed"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    stop_instagram_scraper: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_instagram_success_rate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateTold"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    tag_creators: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "workers": 5
                 *     }
                 */
                "application/json": components["schemas"]["TagCreators"] | null;
            };
        };
        responses: {
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-categoriser_not_configured"];
        };
    };
    get_creator_tagging_stats: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaggingStats"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_creator_tags: {
        parameters: {
            query?: {
                review_status?: "ok" | "non_related";
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["CreatorTag"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_viral_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    change_viral_rule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "min_views": 50000,
                 *       "multiplier": 5
                 *     }
                 */
                "application/json": components["schemas"]["ViralRule"];
            };
        };
        responses: {
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    recompute_viral: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    list_jobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a job */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_job"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    start_job: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "job_type": "cleanup_logs"
                 *     }
                 */
                "application/json": components["schemas"]["Job"];
            };
        };
        responses: {
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    list_keys: {
        parameters: {
            query?: {
                org_id?: string;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Key"][];
                    };
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_org"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "days": 365,
                 *       "name": "the front end",
                 *       "scope": "review"
                 *     }
                 */
                "application/json": components["schemas"]["WantedKey"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_org"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the public part of a key */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_key"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_logs: {
        parameters: {
            query?: {
                /** @description the last id that was seen */
                after_id?: number;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "at" | "source" | "level" | "type" | "stage" | "message" | "request_id" | "data")[];
                /** @description at least */
                level_min?: "info" | "warning" | "error" | "critical";
                /** @description how many at most */
                limit?: number;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the id of a request */
                request_id?: string;
                /** @description from then on */
                since?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "id" | "-id";
                /** @description one or several by commas: who said it, or of which platform */
                source?: ("gateway" | "dispatcher" | "persister" | "instagram" | "reddit")[];
                /** @description may be repeated; `none` is null, `any` is what is not */
                stage?: string[];
                /** @description may be repeated; `none` is null, `any` is what is not */
                type?: string[];
                /** @description before then */
                until?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["LogsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asker"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_dashboards: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dashboard"][];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    open_dashboard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                dashboard_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_dashboard"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_models: {
        parameters: {
            query?: {
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "stage_name" | "status" | "description" | "assigned_tags" | "platform_accounts" | "commission_rate_pct" | "payment_type" | "onboarding_date" | "reddit_account_count" | "notes" | "metrics" | "version" | "created_at" | "updated_at")[];
                /** @description what is told besides */
                include?: "counts"[];
                /** @description how many at most */
                limit?: number;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "created_at" | "-created_at" | "stage_name" | "-stage_name";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "onboarding")[];
                /** @description one or more of them */
                tag?: string[];
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            active: number;
                            inactive: number;
                            onboarding: number;
                            total: number;
                        };
                        items: components["schemas"]["ModelsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    create_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accounts": [
                 *         "1"
                 *       ],
                 *       "stage_name": "Somebody"
                 *     }
                 */
                "application/json": components["schemas"]["ModelMade"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Version"] & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-account_taken-name_taken"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422-unknown_account"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    replace_tags_of_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    add_tags_of_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    remove_tags_of_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a row */
                row_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelsItem"] & {
                        accounts: components["schemas"]["AccountsItem"][];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    archive_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a row */
                row_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            409: components["responses"]["Refused409-too_many_accounts"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a row */
                row_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "inactive",
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["ModelPatch"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-name_taken-too_many_accounts-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    link_accounts: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a row */
                row_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accounts": [
                 *         "1",
                 *         "2"
                 *       ],
                 *       "move": false
                 *     }
                 */
                "application/json": components["schemas"]["Link"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_model"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-account_taken"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422-unknown_account"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    unlink_account: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of an account of Reddit */
                account_id: number;
                /** @description the id of a row */
                row_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": ({
                        item: components["schemas"]["ModelsItem"] | null;
                    } & components["schemas"]["Edit"]) & components["schemas"]["Accounts"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-not_linked-unknown_model"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_orgs: {
        parameters: {
            query?: {
                /** @description where the page before left off */
                cursor?: string;
                /** @description how many at most */
                limit?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["Organisation"][];
                        next_cursor: string | null;
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    create_org: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "the-studio",
                 *       "name": "The Studio"
                 *     }
                 */
                "application/json": components["schemas"]["NewOrganisation"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-organisation_exists"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_accounts: {
        parameters: {
            query?: {
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "username" | "icon_img" | "created_utc" | "account_age_days" | "total_karma" | "link_karma" | "comment_karma" | "karma_per_day" | "overall_user_score" | "verified" | "has_verified_email" | "is_gold" | "is_mod" | "is_suspended" | "upstream_state" | "our_creator" | "model_id" | "status" | "bio" | "avg_post_score" | "avg_post_comments" | "total_posts_analyzed" | "preferred_content_type" | "most_active_posting_hour" | "most_active_posting_day" | "primary_subreddits" | "cross_subreddit_activity" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "notes" | "awardee_karma" | "awarder_karma" | "is_employee" | "accept_followers" | "hide_from_robots" | "pref_show_snoovatar" | "bio_url" | "subreddit_display_name" | "subreddit_title" | "subreddit_subscribers" | "subreddit_over_18" | "subreddit_banner_img" | "avg_posts_per_month" | "analytics_at" | "observed_at" | "stage_name" | "model_status" | "assigned_tags" | "posts_count" | "top_subreddit")[];
                /** @description what is told besides */
                include?: "counts"[];
                /** @description how many at most */
                limit?: number;
                /** @description a number; `none` is null, `any` is what is not */
                model_id?: string;
                our_creator?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "total_karma" | "-total_karma" | "score" | "-score" | "created_utc" | "-created_utc" | "posts" | "-posts" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "banned" | "suspended")[];
                /** @description one or more of them */
                tag?: string[];
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            active: number;
                            total: number;
                        };
                        items: components["schemas"]["AccountsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_reddit_budgets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Budget"][];
                    };
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_reddit_posts: {
        parameters: {
            query?: {
                author?: string;
                author_id?: string;
                /** @description one or several by commas */
                content_type?: ("gallery" | "video" | "text" | "image" | "poll" | "link")[];
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "subreddit_id" | "subreddit_name" | "author_id" | "author_username" | "title" | "url" | "permalink" | "domain" | "thumbnail" | "content_type" | "created_utc" | "score" | "score_hidden" | "upvote_ratio" | "num_comments" | "comment_to_upvote_ratio" | "over_18" | "stickied" | "link_flair_text" | "sub_primary_category" | "sub_over18" | "sub_tags" | "selftext" | "removed_by" | "spoiler" | "locked" | "archived" | "is_crosspost" | "author_flair_text" | "video_duration_s" | "observed_at" | "cover_url")[];
                /** @description how many at most */
                limit?: number;
                over_18?: boolean;
                /** @description at least */
                score_min?: number;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "created_utc" | "-created_utc" | "score" | "-score";
                subreddit?: string;
                subreddit_id?: string;
                /** @description how far back */
                window_hours?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["RedditPostsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_viral_posts_as_before: {
        parameters: {
            query?: {
                /** @description where the page before left off */
                cursor?: string;
                /** @description how many at most */
                limit?: number;
                posts_per_subreddit?: number;
                time_range_hours?: number;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OldViralPage"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_recommendations: {
        parameters: {
            query?: {
                /** @description the id of an account of Reddit */
                account_id?: string;
                /** @description one or several by commas */
                content_type?: ("image" | "video" | "text" | "link" | "gallery")[];
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "subreddit_id" | "name" | "display_name_prefixed" | "title" | "public_description" | "subscribers" | "accounts_active" | "over18" | "created_utc" | "is_quarantined" | "is_user_feed" | "subreddit_type" | "icon_img" | "community_icon" | "verification_required" | "upstream_state" | "review" | "reviewed_at" | "reviewed_by" | "suggested_review" | "effective_review" | "primary_category" | "tags" | "paused_at" | "engagement_ratio" | "engagement_pct" | "engagement" | "subreddit_score" | "activity_score" | "avg_upvotes_per_post" | "avg_comments_per_post" | "comment_to_upvote_ratio" | "best_posting_day" | "best_posting_hour" | "top_content_type" | "posts_analysed" | "has_rules" | "mirror_media" | "discovered_at" | "last_scraped_at" | "observed_at" | "version" | "created_at" | "updated_at" | "rules" | "description" | "submission_type" | "allow_images" | "allow_videos" | "allow_polls" | "spoilers_enabled" | "wiki_enabled" | "lang" | "url" | "submit_text" | "submit_text_html" | "banner_img" | "mobile_banner_image" | "header_img" | "banner_background_color" | "primary_color" | "key_color" | "link_flair_enabled" | "link_flair_position" | "user_flair_enabled_in_sr" | "user_flair_position" | "rules_data" | "rules_observed_at" | "suggested_evidence" | "notes" | "category_id" | "tags_updated_at" | "tags_updated_by" | "image_post_avg_score" | "video_post_avg_score" | "text_post_avg_score" | "link_post_avg_score" | "gallery_post_avg_score" | "poll_post_avg_score" | "nsfw_percentage" | "analytics_at" | "scan_requested_at")[];
                /** @description what is told besides */
                include?: string[];
                /** @description how many at most */
                limit?: number;
                posts_window?: string;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                sfw?: boolean;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "score" | "-score" | "engagement" | "-engagement" | "avg_upvotes" | "-avg_upvotes" | "subscribers" | "-subscribers";
                /** @description one or more of them */
                tag?: string[];
                verified?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            sfw: number;
                            total: number;
                            verification_required: number;
                        };
                        items: (components["schemas"]["RecommendationsItem"] & components["schemas"]["Recommended"])[];
                        page: components["schemas"]["Paging"];
                        tags: string[];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_account"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_cycle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CycleStatus"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_scraper_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_calls: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedditCalls"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    start_reddit_scraper: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_scraper_status: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperStatus"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_scraper_detailed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperDetailed"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    stop_reddit_scraper: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wished"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_reddit_success_rate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateTold"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_subreddits: {
        parameters: {
            query?: {
                /** @description may be repeated; `none` is null, `any` is what is not */
                category?: string[];
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description one or several by commas; `none` is null */
                effective_review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned" | "none")[];
                /** @description at least */
                engagement_min?: number;
                /** @description these fields only */
                fields?: ("id" | "subreddit_id" | "name" | "display_name_prefixed" | "title" | "public_description" | "subscribers" | "accounts_active" | "over18" | "created_utc" | "is_quarantined" | "is_user_feed" | "subreddit_type" | "icon_img" | "community_icon" | "verification_required" | "upstream_state" | "review" | "reviewed_at" | "reviewed_by" | "suggested_review" | "effective_review" | "primary_category" | "tags" | "paused_at" | "engagement_ratio" | "engagement_pct" | "engagement" | "subreddit_score" | "activity_score" | "avg_upvotes_per_post" | "avg_comments_per_post" | "comment_to_upvote_ratio" | "best_posting_day" | "best_posting_hour" | "top_content_type" | "posts_analysed" | "has_rules" | "mirror_media" | "discovered_at" | "last_scraped_at" | "observed_at" | "version" | "created_at" | "updated_at" | "rules" | "description" | "submission_type" | "allow_images" | "allow_videos" | "allow_polls" | "spoilers_enabled" | "wiki_enabled" | "lang" | "url" | "submit_text" | "submit_text_html" | "banner_img" | "mobile_banner_image" | "header_img" | "banner_background_color" | "primary_color" | "key_color" | "link_flair_enabled" | "link_flair_position" | "user_flair_enabled_in_sr" | "user_flair_position" | "rules_data" | "rules_observed_at" | "suggested_evidence" | "notes" | "category_id" | "tags_updated_at" | "tags_updated_by" | "image_post_avg_score" | "video_post_avg_score" | "text_post_avg_score" | "link_post_avg_score" | "gallery_post_avg_score" | "poll_post_avg_score" | "nsfw_percentage" | "analytics_at" | "scan_requested_at")[];
                /** @description what is told besides */
                include?: "counts"[];
                is_user_feed?: boolean;
                /** @description how many at most */
                limit?: number;
                max_age_days?: number;
                over18?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description one or several by commas; `none` is null */
                review?: ("Ok" | "No Seller" | "Non Related" | "User Feed" | "Banned" | "none")[];
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "avg_upvotes_per_post" | "-avg_upvotes_per_post" | "subscribers" | "-subscribers" | "engagement" | "-engagement" | "subreddit_score" | "-subreddit_score" | "activity_score" | "-activity_score" | "created_at" | "-created_at" | "name" | "-name";
                /** @description at most */
                subscribers_max?: number;
                /** @description at least */
                subscribers_min?: number;
                /** @description one or more of them */
                tag?: string[];
                /** @description all of them */
                tag_all?: string[];
                untagged?: boolean;
                /** @description one or several by commas; `none` is null */
                upstream_state?: ("ok" | "private" | "banned" | "quarantined" | "suspended" | "not_found" | "unavailable_legal" | "none")[];
                verification_required?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            banned: number;
                            new_today: number;
                            no_seller: number;
                            non_related: number;
                            ok: number;
                            reviewable: number;
                            sfw: number;
                            tagged: number;
                            total: number;
                            undecided: number;
                            unreviewed: number;
                            untagged: number;
                            user_feed: number;
                            verification_required: number;
                        };
                        items: components["schemas"]["SubredditsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    add_subreddits: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "names": [
                 *         "pottery",
                 *         "r/ceramics"
                 *       ],
                 *       "options": {
                 *         "mirror_media": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AddSubreddits"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"] | components["schemas"]["ManyTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"] | components["schemas"]["ManyTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubredditsItem"] & components["schemas"]["AboutSubreddit"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    remove_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "review": "Ok",
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["SubredditPatch"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    pause_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_reddit_posts_of_subreddit: {
        parameters: {
            query?: {
                author?: string;
                author_id?: string;
                /** @description one or several by commas */
                content_type?: ("gallery" | "video" | "text" | "image" | "poll" | "link")[];
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "subreddit_id" | "subreddit_name" | "author_id" | "author_username" | "title" | "url" | "permalink" | "domain" | "thumbnail" | "content_type" | "created_utc" | "score" | "score_hidden" | "upvote_ratio" | "num_comments" | "comment_to_upvote_ratio" | "over_18" | "stickied" | "link_flair_text" | "sub_primary_category" | "sub_over18" | "sub_tags" | "selftext" | "removed_by" | "spoiler" | "locked" | "archived" | "is_crosspost" | "author_flair_text" | "video_duration_s" | "observed_at" | "cover_url")[];
                /** @description how many at most */
                limit?: number;
                over_18?: boolean;
                /** @description at least */
                score_min?: number;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "created_utc" | "-created_utc" | "score" | "-score";
                subreddit?: string;
                subreddit_id?: string;
                /** @description how far back */
                window_hours?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id, or the name it goes by */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["RedditPostsItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    resume_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    replace_tags_of_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    add_tags_of_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    remove_tags_of_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "topic:pottery"
                 *       ],
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["TagsBody"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["SubredditsItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    discover_from_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "options": {
                 *         "mirror_media": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["HowToFetchSubreddit"] | null;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    scan_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "options": {
                 *         "mirror_media": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["HowToFetchSubreddit"] | null;
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_subreddit"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_many_subreddits: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "review": "none"
                 *       },
                 *       "tags_add": [
                 *         "topic:pottery"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SubredditBulk"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyEdited"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    list_subreddit_tags: {
        parameters: {
            query?: {
                review?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["SubredditTag"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    delete_tag: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagMoved"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-not_found-unknown_tag"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    rename_tag: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "topic:art"
                 *     }
                 */
                "application/json": components["schemas"]["Tag"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagMoved"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-not_found-unknown_tag"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-tag_exists"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    merge_tags: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "into": "topic:art",
                 *       "sources": [
                 *         "topic:drawing",
                 *         "topic:painting"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["b9_api__editing__tag_routes__Merge"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagMoved"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_tag"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-partly_done"];
        };
    };
    list_users: {
        parameters: {
            query?: {
                active_since?: string;
                /** @description of all rows, or of those asked for */
                counts_scope?: "all" | "query";
                /** @description from then on */
                created_after?: string;
                /** @description before then */
                created_before?: string;
                /** @description `page.next_cursor` of a page */
                cursor?: string;
                /** @description these fields only */
                fields?: ("id" | "reddit_id" | "username" | "icon_img" | "created_utc" | "account_age_days" | "total_karma" | "link_karma" | "comment_karma" | "karma_per_day" | "overall_user_score" | "verified" | "has_verified_email" | "is_gold" | "is_mod" | "is_suspended" | "upstream_state" | "our_creator" | "model_id" | "status" | "bio" | "avg_post_score" | "avg_post_comments" | "total_posts_analyzed" | "preferred_content_type" | "most_active_posting_hour" | "most_active_posting_day" | "primary_subreddits" | "cross_subreddit_activity" | "last_scraped_at" | "version" | "created_at" | "updated_at" | "notes" | "awardee_karma" | "awarder_karma" | "is_employee" | "accept_followers" | "hide_from_robots" | "pref_show_snoovatar" | "bio_url" | "subreddit_display_name" | "subreddit_title" | "subreddit_subscribers" | "subreddit_over_18" | "subreddit_banner_img" | "avg_posts_per_month" | "analytics_at" | "observed_at")[];
                gold?: boolean;
                has_bio?: boolean;
                high_quality?: boolean;
                /** @description what is told besides */
                include?: "counts"[];
                /** @description at most */
                karma_max?: number;
                /** @description at least */
                karma_min?: number;
                /** @description how many at most */
                limit?: number;
                /** @description a number; `none` is null, `any` is what is not */
                model_id?: string;
                our_creator?: boolean;
                /** @description part of a text, from 2 to 100 characters; none where blank */
                q?: string;
                /** @description at most */
                score_max?: number;
                /** @description at least */
                score_min?: number;
                /** @description the order; `-` before it for descending. What is null comes last */
                sort?: "total_karma" | "-total_karma" | "score" | "-score" | "created_utc" | "-created_utc" | "posts" | "-posts" | "created_at" | "-created_at" | "username" | "-username";
                /** @description one or several by commas */
                status?: ("active" | "inactive" | "banned" | "suspended")[];
                /** @description one or several by commas; `none` is null */
                upstream_state?: ("ok" | "private" | "banned" | "quarantined" | "suspended" | "not_found" | "unavailable_legal" | "none")[];
                verified?: boolean;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts?: {
                            active_30d: number;
                            high_quality: number;
                            low: number;
                            our_creators: number;
                            total: number;
                        };
                        items: components["schemas"]["UsersItem"][];
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersItem"] & {
                        counts: components["schemas"]["StoredOfUser"];
                        recent_posts: components["schemas"]["RedditPostsItem"][];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_user"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was seen, as an `ETag` */
                "If-Match"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "our_creator": true,
                 *       "status": "active",
                 *       "version": 7
                 *     }
                 */
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: components["schemas"]["UsersItem"] | null;
                    } & components["schemas"]["Edit"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_user"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-version_conflict"];
            412: components["responses"]["Refused412-version_conflict"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            428: components["responses"]["Refused428-version_required"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    edit_many_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "1",
                 *         "2"
                 *       ],
                 *       "set": {
                 *         "status": "active"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UserBulk"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyEdited"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            501: components["responses"]["Refused501-job_runner_missing"];
            503: components["responses"]["Refused503"];
        };
    };
    discover_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "somebody"
                 *     }
                 */
                "application/json": components["schemas"]["DiscoverUser"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        user: components["schemas"]["UsersItem"] & {
                            counts: components["schemas"]["StoredOfUser"];
                            recent_posts: components["schemas"]["RedditPostsItem"][];
                        };
                    };
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-target_banned-target_private-target_quarantined-target_suspended"];
            404: components["responses"]["Refused404-target_not_found"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            451: components["responses"]["Refused451-target_unavailable_legal"];
            500: components["responses"]["Refused500"];
            502: components["responses"]["Refused502-upstream_failed"];
            503: components["responses"]["Refused503"];
        };
    };
    get_user_discovery_health: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddingHealth"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_viral_posts: {
        parameters: {
            query?: {
                category?: string;
                /** @description where the page before left off */
                cursor?: string;
                /** @description how many at most */
                limit?: number;
                per_subreddit?: number;
                /** @description part of a text */
                q?: string;
                sfw?: boolean;
                /** @description how far back */
                window_hours?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        counts: components["schemas"]["ViralCounts"];
                        items: components["schemas"]["RankedPost"][];
                        page: components["schemas"]["Paging"];
                        weights: string;
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refused400-cursor_mismatch"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    summarise_viral_posts: {
        parameters: {
            query?: {
                category?: string;
                per_subreddit?: number;
                /** @description part of a text */
                q?: string;
                sfw?: boolean;
                /** @description how far back */
                window_hours?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViralSummed"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    replay_messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "durable": "persister-content",
                 *       "since": "2026-01-31T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["WantedReplay"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_request"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused-replay_full"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422-not_replayable"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503-replay_busy"];
        };
    };
    list_requests: {
        parameters: {
            query?: {
                /** @description where the page before left off */
                cursor?: string;
                kind?: string;
                /** @description how many at most */
                limit?: number;
                /** @description where content comes from */
                platform?: components["schemas"]["Platform"];
                /** @description from then on */
                since?: string;
                status?: string;
                /** @description whose: a name, however it is typed */
                target?: string;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        as_of: string;
                        items: components["schemas"]["RequestSummary"][];
                        next_cursor: string | null;
                        page: components["schemas"]["Paging"];
                    };
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N`: hold the answer back until something happens, N seconds at most */
                Prefer?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description its id; where one row is read, the name it goes by will do */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestWhole"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_request"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_events_of_request: {
        parameters: {
            query?: {
                /** @description the last id that was seen */
                after?: number;
                /** @description how many at most */
                limit?: number;
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the id of a request */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestEvents"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_request"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_scraper: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperNow"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_scraper"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    want_scraper: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "desired_state": "stopped",
                 *       "reason": "the provider is slow today"
                 *     }
                 */
                "application/json": components["schemas"]["StateWanted"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scraper"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scraper"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-not_of_deployment"];
            404: components["responses"]["Refused404-unknown_scraper"];
            408: components["responses"]["Refused408-body_too_slow"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_scraper_errors: {
        parameters: {
            query?: {
                /** @description how far back */
                window?: "1h" | "24h" | "7d";
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperErrors"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_scraper"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_scraper_metrics: {
        parameters: {
            query?: {
                /** @description how far back */
                window?: "1h" | "24h" | "7d";
            };
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperMetrics"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_scraper"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    list_scraper_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the name it goes by */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScraperQueue"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_scraper"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_stats: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OldStatsTold"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_overview: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    fetch_subreddit: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same call with the same key is one call, for a day */
                "Idempotency-Key"?: string;
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subreddit_name": "r/pottery"
                 *     }
                 */
                "application/json": components["schemas"]["FetchSingle"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubredditsItem"] & components["schemas"]["AboutSubreddit"];
                };
            };
            /** @description taken in, and still to be done */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            400: components["responses"]["Refused400-bad_request"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden-target_banned-target_private-target_quarantined-target_suspended"];
            404: components["responses"]["Refused404-target_not_found"];
            408: components["responses"]["Refused408-body_too_slow"];
            409: components["responses"]["Refused409-idempotency_key_reused"];
            413: components["responses"]["Refused413-body_too_large"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            451: components["responses"]["Refused451-target_unavailable_legal"];
            500: components["responses"]["Refused500"];
            502: components["responses"]["Refused502-upstream_failed"];
            503: components["responses"]["Refused503"];
        };
    };
    get_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag` that is known: 304 where it is still so */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagVocabulary"];
                };
            };
            /** @description nothing has changed since, as `If-None-Match` says */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    undo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description the `undo_token` of an edit */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            404: components["responses"]["Refused404-unknown_edit"];
            409: components["responses"]["Refused409-already_undone-name_taken-undo_too_large"];
            410: components["responses"]["Refused410-undo_expired"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemHealth"];
                };
            };
            /** @description it does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemHealth"];
                };
            };
        };
    };
    get_livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description it does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get_file: {
        parameters: {
            query?: {
                /** @description the day it was signed */
                d?: string;
                /** @description of the asset and the day */
                s?: string;
            };
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path: {
                /** @description which file */
                asset_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description where the file is for the next while; the store serves ranges */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-invalid_signature"];
            404: components["responses"]["Refused404-media_not_configured-not_found"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description stands in every log line and request that this call leads to
                 * @example import-2026-01-31
                 */
                "X-Correlation-ID"?: components["parameters"]["X-Correlation-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Measured"];
                    "text/plain": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403-forbidden"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            500: components["responses"]["Refused500"];
            503: components["responses"]["Refused503"];
        };
    };
    get_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description it does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description it does not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Build"];
                };
            };
        };
    };
}

using System.Collections.Immutable;

namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>
/// The table of formats. A row stands here when its provider documents the format, or is known to give out nothing else; tokens that
/// are mere hexadecimal or a GUID stand here with the name that goes before them, or not at all. Where two rows share an anchor, the
/// first that matches names the token. The letters of the shapes are explained at <see cref="SecretFormatAlphabet"/>. It is one text,
/// and a row is read when its anchor is first seen: a compiler that has just started pays for no row that it does not need.
/// </summary>
internal static class SecretFormatTable
{
    /// <summary>
    /// Provider; kind; shape; then the check, unless it is that of randomness, <c>medium</c> where the confidence is not high, and
    /// <c>any case</c> where the literals of the shape may be written so.
    /// </summary>
    public const string Text =
        """
        # Code and packages
        GitHub; token; ghp_{w:36}; crc32
        GitHub; OAuth token; gho_{w:36}; crc32
        GitHub; user-to-server token; ghu_{w:36}; crc32
        GitHub; server-to-server token; ghs_{w:36}; crc32
        GitHub; refresh token; ghr_{w:36,76}
        GitHub; fine-grained token; github_pat_{w:22}_{w:59}
        GitLab; access token; glpat-{u:27,300}.{l:9}
        GitLab; access token; glpat-{u:20}
        GitLab; deploy token; gldt-{u:20}
        GitLab; runner token; glrt-{u:20}
        GitLab; runner registration token; GR1348941{u:20}
        GitLab; trigger token; glptt-{h:40}
        GitLab; job token; glcbt-{w:1,5}_{u:20}
        GitLab; feed token; glft-{u:20}
        GitLab; incoming mail token; glimt-{u:25}
        GitLab; agent token; glagent-{u:50}
        GitLab; SCIM token; glsoat-{u:20}
        GitLab; OAuth application secret; gloas-{u:64}
        GitLab; runner token; glrt-t{d:1}_{u:27,300}.{l:9}
        GitLab; feature flag client token; glffct-{u:20}
        Atlassian; API token; ATATT3xFf{u:160,200}={H:8}
        Bitbucket; access token; ATCTT3xFf{u:130,200}={H:8}
        Bitbucket; app password; ATBB{w:32}
        Azure DevOps; access token; {w:76}AZDO{w:4}
        Sourcegraph; access token; sgp_{x:16}_{h:40}
        Sourcegraph; access token; sgp_local_{h:40}
        Sourcegraph; access token; sgp_{h:40}
        npm; token; npm_{w:36}
        NuGet; API key; oy2{l:43}
        PyPI; token; pypi-AgEIcHlwaS5vcmc{u:50,}
        TestPyPI; token; pypi-AgENdGVzdC5weXBpLm9yZw{u:50,}
        RubyGems; API key; rubygems_{h:48}
        crates.io; token; cio{w:32}
        Clojars; deploy token; CLOJARS_{l:60}
        Private Packagist; token; packagist_uut_{h:68}
        Private Packagist; organization token; packagist_ort_{h:68}
        JFrog; API key; AKCp{w:69}
        JFrog; reference token; cmVmd{w:59}
        Docker Hub; access token; dckr_pat_{u:27}
        Docker Hub; organization token; dckr_oat_{u:32}
        Docker Swarm; join token; SWMTKN-1-{l:50}-{l:25}
        CircleCI; access token; CCIPAT_{w:22}_{h:40}
        CircleCI; project token; CCIPRJ_{w:22}_{h:40}
        Buildkite; access token; bkua_{l:40}
        Octopus Deploy; API key; API-{L:26}
        SonarQube; user token; squ_{h:40}
        SonarQube; project token; sqp_{h:40}
        SonarQube; analysis token; sqa_{h:40}
        Snyk; token; SNYK_TOKEN{s:1,5}|{guid}; any case
        Postman; API key; PMAK-{h:24}-{h:34}
        ReadMe; API key; rdme_{l:70}
        JetBrains; permanent token; perm:{b:8,80}{=:0,2}.{b:4,80}{=:0,2}.{w:30}
        JetBrains; permanent token; perm-{b:8,80}{=:0,2}.{b:4,80}{=:0,2}.{w:30}
        TeamCity; access token; eyJ0eXAiOiAiVENWMiJ9.{u:20,60}.{u:36,60}
        Percy; project token; web_{h:64}
        Nightfall; API key; NF-{w:32}
        StackHawk; API key; hawk.{u:20}.{u:20}
        Endor Labs; API key; endr+{u:16}
        Zuplo; consumer API key; zpka_{h:32}_{h:8}
        Ionic; access token; ion_{w:42}

        # Clouds
        AWS; access key id; AKIA{2:16}; beside secret; medium
        AWS; temporary access key id; ASIA{2:16}; beside secret; medium
        AWS; service bearer token id; ABIA{2:16}; beside secret; medium
        AWS; context-specific credential id; ACCA{2:16}; beside secret; medium
        AWS; secret access key; aws_secret_access_key{s:1,6}|{b:40}; any case
        AWS; secret access key; SecretAccessKey{s:1,6}|{b:40}; any case
        AWS Bedrock; API key; ABSKQmVkcm9ja0FQSUtleS{b:87,260}{=:0,2}
        AWS Bedrock; short-term API key; bedrock-api-key-{b:60,4000}{=:0,2}
        Amazon; OAuth client secret; amzn1.oa2-cs.v1.{h:64}
        Amazon MWS; token; amzn.mws.{guid}
        Azure Storage; account key; AccountKey=|{b:86}==; any case
        Azure Storage; account key; {b:76}+ASt{b:6}==
        Azure; shared access key; SharedAccessKey=|{b:43}=; any case
        Azure Communication Services; access key; accesskey=|{b:86}==; any case
        Azure; shared access signature; sig=|{e:46,72}; contains %3D; any case
        Azure; shared access signature; sig=|{b:43}=
        Azure Logic Apps; trigger signature; sv=1.0&sig=|{u:43}
        Microsoft Entra; client secret; {t:3}{d:1}Q~{t:31,34}
        Azure; key; {w:52}JQQJ99{w:26}
        Azure Cosmos DB; key; {b:76}ACDb{b:6}==
        Azure Batch; key; {b:76}+ABa{b:6}==
        Azure API Management; key; {b:76}APIM{b:6}==
        Azure Service Bus; key; {b:33}+ASb{b:6}=
        Azure Event Hubs; key; {b:33}+AEh{b:6}=
        Azure IoT Hub; key; {b:33}AIoT{b:6}=
        Azure Cache for Redis; key; {b:33}AzCa{b:6}=
        Azure Functions; key; {u:44}AzFu{u:6}==
        Azure AI Search; key; {w:42}AzSe{w:6}
        Azure Container Registry; key; {b:42}+ACR{w:6}
        Microsoft Teams; webhook; webhook.office.com/webhookb2/{guid}@{guid}/IncomingWebhook/{h:32}/{guid}
        Google; API key; AIza{u:35}
        Google; authorization key; AQ.Ab{u:46,60}
        Google; OAuth client secret; GOCSPX-{u:28}
        Google; OAuth access token; ya29.{u:50,}
        Google; OAuth refresh token; 1//0{u:80,}
        Firebase; server key; AAAA{u:7}:APA91b{u:134}
        Alibaba Cloud; access key id; LTAI{w:20}; medium
        Tencent Cloud; secret id; AKID{w:32}; medium
        Yandex Cloud; API key; AQVN{u:35,38}
        Yandex Cloud; secret access key; YC{u:38}; medium
        Yandex Cloud; IAM token; t1.{u:50,}{=:0,2}.{u:86}{=:0,2}
        DigitalOcean; access token; dop_v1_{h:64}
        DigitalOcean; OAuth token; doo_v1_{h:64}
        DigitalOcean; refresh token; dor_v1_{h:64}
        DigitalOcean; Spaces key id; DO00{L:16}; medium
        Scaleway; access key id; SCW{L:17}; medium
        Exoscale; API key; EXO{h:24}; medium
        UpCloud; API token; ucat_{L:26}
        Backblaze; application key; K00{d:1}{b:27}
        Render; API key; rnd_{w:28}
        RunPod; API key; rpa_{w:42,46}
        Cloudflare; origin CA key; v1.0-{h:24}-{h:146}
        Heroku; API key; HRKU-AA{u:58}
        Heroku; API key; HEROKU_API_KEY{s:1,5}|{guid}; any case
        Fly.io; token; fo1_{u:43}
        Fly.io; token; fm1_{b:100,2000}{=:0,3}
        Fly.io; token; fm1a_{b:100,2000}{=:0,3}
        Fly.io; token; fm1r_{b:100,2000}{=:0,3}
        Fly.io; token; fm2_{b:100,2000}{=:0,3}
        Netlify; access token; nfp_{w:36}
        Vercel; Blob token; vercel_blob_rw_{w:16}_{w:30,32}
        Deno Deploy; token; ddp_{w:36}
        OpenShift; OAuth token; sha256~{u:43}
        Rancher; API token; token-{l:5}:|{l:54}
        Tailscale; auth key; tskey-auth-{w:10,20}-{w:20,40}
        Tailscale; API key; tskey-api-{w:10,20}-{w:20,40}
        Tailscale; client secret; tskey-client-{w:10,20}-{w:20,40}
        Defined Networking; API key; dnkey-{v:26}-{v:52}
        Scalingo; API token; tk-us-{u:48}

        # Secrets, infrastructure, identity
        HashiCorp Vault; service token; hvs.{u:90,120}
        HashiCorp Vault; batch token; hvb.{u:138,300}
        Terraform Cloud; token; {w:14}.atlasv1.{v:60,70}
        Pulumi; access token; pul-{h:40}
        Infracost; API key; ico-{w:32}
        Prefect; API key; pnu_{l:36}
        Harness; access token; pat.{u:22}.{w:24}.{w:20}
        Harness; service account token; sat.{u:22}.{w:24}.{w:20}
        Doppler; personal token; dp.pt.{w:40,44}
        Doppler; CLI token; dp.ct.{w:40,44}
        Doppler; service token; dp.st.{w:40,44}
        Doppler; service token; dp.st.{u:2,35}.{w:40,44}
        Doppler; service account token; dp.sa.{w:40,44}
        Doppler; SCIM token; dp.scim.{w:40,44}
        Doppler; audit token; dp.audit.{w:40,44}
        1Password; service account token; ops_eyJ{b:250,2000}{=:0,3}
        1Password; secret key; A3-{L:6}-{L:6}-{L:5}-{L:5}-{L:5}-{L:5}
        Okta; API token; SSWS |00{u:40}
        LaunchDarkly; SDK key; sdk-{guid}; medium
        LaunchDarkly; API token; api-{guid}; medium
        DevCycle; server SDK key; dvc_server_{u:36,60}
        Stytch; secret; secret-live-{u:36}=
        Stytch; test secret; secret-test-{u:36}=; medium
        Persona; API key; persona_production_{guid}
        Persona; sandbox key; persona_sandbox_{guid}; medium
        SettleMint; application token; sm_aat_{w:16}
        SettleMint; personal token; sm_pat_{w:16}
        SettleMint; service token; sm_sat_{w:16}

        # Data
        Databricks; token; dapi{h:32}-{d:1}
        Databricks; token; dapi{h:32}
        Databricks; OAuth secret; dose{h:32}
        PlanetScale; service token; pscale_tkn_{t:32,64}
        PlanetScale; password; pscale_pw_{t:32,64}
        PlanetScale; OAuth token; pscale_oauth_{t:32,64}
        Supabase; access token; sbp_{h:40}
        Supabase; secret key; sb_secret_{u:22}_{u:8}
        Neon; API key; napi_{l:64}
        Aiven; password; AVNS_{u:19}
        CockroachDB; API key; CCDB1_{w:22}_{w:40}
        ClickHouse Cloud; API secret; 4b1d{w:38}
        MongoDB Atlas; service account secret; mdb_sa_sk_{u:40}
        Airtable; access token; pat{w:14}.{h:64}
        Contentful; management token; CFPAT-{u:43}
        Adafruit IO; key; aio_{w:28}
        Segment; public API token; sgp_{w:64}
        MaxMind; license key; {w:6}_{w:29}_mmk
        Xata; API key; xau_{w:38}
        PubNub; secret key; sec-c-{v:44,60}
        Ubidots; token; BBFF-{w:30}
        ImageKit; private key; private_{b:27}=
        LocationIQ; access token; pk.{h:32}; medium
        Riot Games; API key; RGAPI-{guid}

        # Watching
        Datadog; API key; DD_API_KEY{s:1,5}|{h:32}; any case
        Datadog; application key; DD_APP_KEY{s:1,5}|{h:40}; any case
        New Relic; user key; NRAK-{L:27}
        New Relic; insert key; NRII-{u:32}
        New Relic; license key; {x:32}FFFFNRAL
        New Relic; browser key; NRJS-{h:19}; medium
        Sentry; DSN; https://|{h:32}@{t:4,100}/{d:1,20}; contains sentry; medium
        Sentry; organization token; sntrys_eyJpYXQiO{b:60,600}{=:0,2}_{b:43}
        Sentry; user token; sntryu_{h:64}
        Grafana; service account token; glsa_{w:32}_{x:8}
        Grafana; API key; eyJrIjoi{b:60,400}{=:0,3}
        Grafana Cloud; token; glc_eyJvIjoi{b:60,400}{=:0,2}
        Dynatrace; API token; dt0c01.{L:24}.{L:64}
        Dynatrace; platform token; dt0s16.{L:8}.{L:64}
        Honeycomb; ingest key; hcaik_{l:58}
        Axiom; API token; xaat-{guid}
        Logfire; write token; pylf_v1_{z:2}_{w:43}
        PostHog; personal API key; phx_{w:40,50}
        Rootly; API key; rootly_{h:64}
        Honeybadger; personal token; hbp_{w:36}
        Checkly; API key; cu_{h:32}
        Elastic Cloud; API key; essu_{v:50,160}

        # Language models
        OpenAI; project key; sk-proj-{u:40,}; contains T3BlbkFJ
        OpenAI; service account key; sk-svcacct-{u:40,}; contains T3BlbkFJ
        OpenAI; admin key; sk-admin-{u:40,}; contains T3BlbkFJ
        OpenAI; key; sk-{w:20}T3BlbkFJ{w:20}
        Anthropic; API key; sk-ant-api03-{u:93}AA
        Anthropic; admin key; sk-ant-admin01-{u:93}AA
        Anthropic; OAuth token; sk-ant-oat01-{u:93}AA
        OpenRouter; API key; sk-or-v1-{h:64}
        Langfuse; secret key; sk-lf-{guid}
        DeepSeek or DashScope; API key; sk-{h:32}
        Helicone; API key; sk-helicone-{u:20,60}
        Voyage AI; API key; pa-{u:43}
        Fireworks AI; API key; fw_{w:22,24}
        Brave Search; API key; BSA{u:28}
        Browserbase; API key; bb_live_{u:27}
        E2B; API key; e2b_{h:40}
        Mem0; API key; m0-{w:40}
        Hugging Face; token; hf_{a:34}
        Hugging Face; organization token; api_org_{a:34}
        Perplexity; API key; pplx-{w:48}
        Groq; API key; gsk_{w:52}
        xAI; API key; xai-{w:80}
        Replicate; token; r8_{w:37}
        Cerebras; API key; csk-{l:48}
        NVIDIA; API key; nvapi-{u:64}
        LangSmith; access token; lsv2_pt_{h:32}_{h:10}
        LangSmith; service key; lsv2_sk_{h:32}_{h:10}
        LlamaCloud; API key; llx-{w:48}
        Pinecone; API key; pcsk_{w:5,6}_{w:60,70}
        Tavily; API key; tvly-{w:32}
        Tavily; API key; tvly-dev-{w:32}
        Firecrawl; API key; fc-{h:32}
        Jina AI; API key; jina_{w:60}
        ElevenLabs; API key; sk_{h:48}
        Apify; API token; apify_api_{w:36}

        # Mail and messages
        Slack; bot token; xoxb-{d:8,14}-{d:10,14}-{w:24,34}
        Slack; bot token; xoxb-{d:8,14}-{w:18,26}
        Slack; user token; xoxp-{d:10,13}-{d:10,13}-{d:10,13}-{h:28,34}
        Slack; workspace token; xoxa-2-{d:10,13}-{d:10,13}-{d:10,13}-{h:32}
        Slack; workspace refresh token; xoxr-{d:10,13}-{d:10,13}-{d:10,13}-{h:32}
        Slack; session token; xoxs-{d:10,13}-{d:10,13}-{d:10,13}-{h:10,64}
        Slack; refresh token; xoxe-{d:1}-{w:140,170}
        Slack; expiring bot token; xoxe.xoxb-{d:1}-{w:160,170}
        Slack; expiring user token; xoxe.xoxp-{d:1}-{w:160,170}
        Slack; app-level token; xapp-{d:1}-{L:9,12}-{d:10,14}-{h:64}
        Slack; session token; xoxc-{d:10,13}-{d:10,13}-{d:10,13}-{h:64}
        Slack; workflow; hooks.slack.com/workflows/T{L:8,12}/A{L:8,12}/{d:17,19}/{w:24}
        Slack; trigger; hooks.slack.com/triggers/T{L:8,12}/{d:10,14}/{h:32}
        Slack; webhook; hooks.slack.com/services/T{L:8,12}/B{L:8,12}/{w:24}
        Discord; bot token; {u:23,28}.{u:6}.{u:27,38}; user number
        Discord; user token; mfa.{u:84}
        Discord; webhook; discord.com/api/webhooks/{d:17,20}/{u:60,80}
        Discord; webhook; discordapp.com/api/webhooks/{d:17,20}/{u:60,80}
        Telegram; bot token; {d:8,10}:AA{u:33}
        Twilio; API key id; SK{h:32}; medium
        Twilio; auth token; TWILIO_AUTH_TOKEN{s:1,5}|{h:32}; any case
        SendGrid; API key; SG.{u:22}.{u:43}
        Mailgun; API key; key-{h:32}
        Mailchimp; API key; {h:32}-us{d:1,2}
        Mandrill; API key; md-{u:22}
        Brevo; API key; xkeysib-{h:64}-{w:16}
        Brevo; SMTP key; xsmtpsib-{h:64}-{w:16}
        Resend; API key; re_{w:8}_{w:24}
        MailerSend; API token; mlsn.{h:64}
        Klaviyo; private API key; pk_{h:34}
        OneSignal; API key; os_v2_app_{l:103}
        Telnyx; API key; KEY{H:32}_{w:22}
        Facebook; access token; EAAC{w:100,}
        Facebook; access token; EAAM{w:100,}
        Twitter; bearer token; AAAAAAAAAAAAAAAAAAAAAA{e:80,100}; contains %
        Zapier; webhook; hooks.zapier.com/hooks/catch/{d:5,9}/{l:6,8}; medium

        # Money and shops
        Stripe; live key; sk_live_{w:24,247}
        Stripe; restricted key; rk_live_{w:24,247}
        Stripe; test key; sk_test_{w:24,247}; medium
        Stripe; restricted test key; rk_test_{w:24,247}; medium
        Stripe; webhook secret; whsec_{b:32,44}{=:0,2}
        Square; access token; sq0atp-{u:22}
        Square; application secret; sq0csp-{u:43}
        Square; access token; EAAA{u:60}
        Braintree; access token; access_token$production${l:16}${h:32}
        Braintree; sandbox token; access_token$sandbox${l:16}${h:32}; medium
        Shopify; access token; shpat_{x:32}
        Shopify; custom app token; shpca_{x:32}
        Shopify; private app password; shppa_{x:32}
        Shopify; shared secret; shpss_{x:32}
        WooCommerce; consumer secret; cs_{h:40}
        Plaid; access token; access-production-{guid}
        Plaid; sandbox token; access-sandbox-{guid}; medium
        Flutterwave; secret key; FLWSECK-{h:32}-X
        Flutterwave; test key; FLWSECK_TEST-{h:32}-X; medium
        Razorpay; key id; rzp_live_{w:14}; medium
        Duffel; token; duffel_live_{v:43}
        Duffel; test token; duffel_test_{v:43}; medium
        EasyPost; API key; EZAK{w:54}
        EasyPost; test key; EZTK{w:54}; medium
        Shippo; API token; shippo_live_{h:40}
        Shippo; test token; shippo_test_{h:40}; medium
        Lob; API key; live_{h:35}
        Lob; test key; test_{h:35}; medium
        GoCardless; access token; live_{u:40}
        Mollie; API key; live_{w:30}
        Mollie; test key; test_{w:30}; medium
        Ramp; client secret; ramp_sec_{w:48}
        Ramp; access token; ramp_tok_{w:48}
        Midtrans; server key; Mid-server-{u:24}
        Mercado Pago; access token; APP_USR-{d:16}-{d:6}-{h:32}-{d:8,10}
        Xendit; secret key; xnd_production_{w:40,100}
        Salesforce; session id; 00D{w:12}!{t:96}
        HubSpot; private app token; pat-na1-{guid}
        HubSpot; private app token; pat-eu1-{guid}
        HubSpot; private app token; pat-na2-{guid}
        HubSpot; private app token; pat-ap1-{guid}
        LinkedIn; client secret; WPL_AP1.{w:16}.{w:6}==
        LinkedIn; client secret; WPL_AP0.{w:16}.{w:6}==
        Zoho; OAuth token; 1000.{h:32}.{h:32}

        # Work
        Linear; API key; lin_api_{w:40}
        Linear; OAuth token; lin_oauth_{h:64}
        ClickUp; API token; pk_{d:7,9}_{L:32}
        Trello; token; ATTA{h:64}{H:8}
        Notion; token; ntn_{d:11}{w:35}
        Notion; token; secret_{w:43}
        Asana; access token; 1/{d:16}:|{h:32}
        Asana; access token; 2/{d:16}/{d:16}:|{h:32}
        Figma; access token; figd_{u:40}
        Adobe; client secret; p8e-{w:32}
        Frame.io; token; fio-u-{v:64}
        Dropbox; access token; sl.{u:130,}
        Dropbox; access token; sl.u.{u:130,}
        Typeform; token; tfp_{u:44}_{u:14}
        Mapbox; secret token; sk.eyJ1Ijoi{u:50,}.{u:22}
        WakaTime; API key; waka_{guid}
        RapidAPI; key; {h:10}msh{h:15}p1{h:5}jsn{h:12}
        Samsara; API token; samsara_api_{w:30}

        # Without a row, for nothing in the value tells it from a checksum, an id or a word, so that its name has to:
        # bare hexadecimal (Algolia, Auth0, Codecov, Cloudflare's API keys, Datadog without its name, DeepL's GUID, Fastly, Finnhub, Gitea, Jenkins, Mailchimp without its region, MessageBird, Mistral, OpenWeather,
        # SerpAPI, Steam, Sumo Logic, Trello's keys, Twitch, VirusTotal, Zendesk), GUIDs (Heroku before 2024, Postmark, Railway, Shortcut, Snyk, Splunk, Squarespace, Wise),
        # letters of one case (Bittrex, Coinbase, Confluent, Drone, Etsy, Kraken, KuCoin, Lokalise, Mattermost, Netlify before 2023, New York Times, Sendbird, Travis), Vault before 1.10 (s. and 24 letters).
        # Standards
        PGP; private key; -----BEGIN PGP PRIVATE KEY BLOCK-----; pem
        RSA; private key; -----BEGIN RSA PRIVATE KEY-----; pem
        EC; private key; -----BEGIN EC PRIVATE KEY-----; pem
        DSA; private key; -----BEGIN DSA PRIVATE KEY-----; pem
        SSH; private key; -----BEGIN OPENSSH PRIVATE KEY-----; pem
        PEM; private key; -----BEGIN PRIVATE KEY-----; pem
        PEM; encrypted private key; -----BEGIN ENCRYPTED PRIVATE KEY-----; pem; medium
        RSA; private key in XML; </InverseQ><D>|{b:80,1400}{=:0,2}</D>
        age; private key; AGE-SECRET-KEY-1{B:58}; bech32
        WireGuard; private key; PrivateKey = |{b:43}=
        ASP.NET; machine validation key; validationKey="|{x:40,128}; any case
        ASP.NET; machine decryption key; decryptionKey="|{x:32,64}; any case
        JWT; token; eyJ{u:10,}.{u:10,}.{u:43,}; jwt
        HTTP; basic credentials; Basic |{b:8,1000}{=:0,2}; basic
        URL; password; {r:2,24}://; user info
        """;

    private static readonly Lazy<ImmutableArray<SecretFormat>> All = new(ReadAll);

    /// <summary>Where each row begins in the text, and what it is looked for by.</summary>
    public static SecretFormatAnchors Anchors { get; } = new(Text);

    private static readonly SecretFormat?[] Read = new SecretFormat?[Anchors.Count];

    /// <summary>All rows, in their order.</summary>
    public static ImmutableArray<SecretFormat> Rows => All.Value;

    /// <summary>One row, the same each time.</summary>
    public static SecretFormat Row(int row) => Read[row] ?? Interlocked.CompareExchange(ref Read[row], Parse(row), null) ?? Read[row]!;

    private static ImmutableArray<SecretFormat> ReadAll()
    {
        var rows = new SecretFormat[Anchors.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = Row(row);
        }

        return ImmutableArray.Create(rows);
    }

    private static SecretFormat Parse(int row)
    {
        var start = Anchors.LineOf(row);
        var end = Text.IndexOf('\n', start);
        var columns = Text.Substring(start, (end < 0 ? Text.Length : end) - start).Split(';');
        SecretFormatCheck? check = null;
        var usual = Confidence.High;
        var anyCase = false;
        for (var i = 3; i < columns.Length; i++)
        {
            switch (columns[i].Trim())
            {
                case "medium":
                    usual = Confidence.Medium;
                    break;

                case "any case":
                    anyCase = true;
                    break;

                case var name:
                    check = SecretFormatCheck.Of(name);
                    break;
            }
        }

        return new SecretFormat(columns[0].Trim(), columns[1].Trim(), columns[2].Trim(), check, usual, anyCase);
    }
}

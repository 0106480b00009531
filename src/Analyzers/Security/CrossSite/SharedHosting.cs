namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>Domains below which anybody gets a name for the asking, and names of which one says that a machine is near.</summary>
internal static class SharedHosting
{
    private static readonly HashSet<string> Domains = new(StringComparer.OrdinalIgnoreCase)
    {
        "vercel.app", "now.sh", "netlify.app", "netlify.com", "github.io", "githubpreview.dev", "github.dev", "gitlab.io", "bitbucket.io", "azurewebsites.net", "azurestaticapps.net", "azurecontainerapps.io", "cloudapp.net", "cloudapp.azure.com", "web.core.windows.net", "blob.core.windows.net", "azurefd.net", "azureedge.net",
        "herokuapp.com", "web.app", "firebaseapp.com", "appspot.com", "run.app", "cloudfunctions.net", "pages.dev", "workers.dev", "r2.dev", "trycloudflare.com", "ngrok.io", "ngrok.app", "ngrok.dev", "ngrok-free.app", "ngrok-free.dev", "loca.lt", "localtunnel.me", "serveo.net", "devtunnels.ms",
        "onrender.com", "fly.dev", "railway.app", "up.railway.app", "surge.sh", "glitch.me", "replit.app", "replit.dev", "repl.co", "koyeb.app", "deno.dev", "lovable.app", "lovableproject.com", "bolt.host", "webcontainer.io", "stackblitz.io", "csb.app", "codesandbox.io", "gitpod.io", "cloudfront.net", "amplifyapp.com", "s3.amazonaws.com", "amazonaws.com", "elasticbeanstalk.com", "awsapprunner.com",
        "ondigitalocean.app", "digitaloceanspaces.com", "streamlit.app", "hf.space", "modal.run", "framer.app", "framer.website", "webflow.io", "wixsite.com", "myshopify.com", "wordpress.com", "blogspot.com", "tiiny.site", "neocities.org", "pythonanywhere.com", "cyclic.app", "zeabur.app", "northflank.app", "edgeone.app", "duckdns.org", "nip.io", "sslip.io",
    };

    private static readonly HashSet<string> TopLevels = new(StringComparer.OrdinalIgnoreCase) { "com", "net", "org", "io", "dev", "app", "ai", "co", "de", "uk", "eu", "us", "fr", "nl", "ch", "at", "pl", "es", "it", "se", "in", "me", "info", "cloud", "tech", "online", "site", "xyz" };

    /// <summary>The shared domain that a suffix of an origin is, or opens: <c>.vercel.app</c> and <c>-team.vercel.app</c> do, <c>.shop.vercel.app</c> is somebody's own.</summary>
    public static string? OpenedBy(string suffix)
    {
        var name = suffix.TrimStart('.');
        if (Domains.Contains(name))
        {
            return name;
        }

        // The label in front of it may be anybody's, as long as the suffix only ends it.
        return name.IndexOf('.') is > 0 and var dot && Domains.Contains(name.Substring(dot + 1)) && suffix[0] != '.' ? name : null;
    }

    /// <summary>True for <c>.com</c>, below which everybody is.</summary>
    public static bool IsTopLevel(string suffix) => suffix.Length > 1 && suffix[0] == '.' && TopLevels.Contains(suffix.Substring(1));
}

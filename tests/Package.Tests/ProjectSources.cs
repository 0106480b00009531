namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Code with gaps; a line that is to be reported says so in a comment, as <see cref="Folder.Marked"/> reads it.</summary>
internal static class ProjectSources
{
    /// <summary>One gap of each reliability rule, and nothing that any other analyzer would mention.</summary>
    public const string Orders = """
        namespace Shop;

        public interface IStore
        {
            Task SaveAsync(string order, CancellationToken cancellationToken);

            Task<string[]> LoadAsync(string customer);
        }

        public sealed class Orders(IStore store)
        {
            public async Task KeepAsync(string order)
            {
                try
                {
                    await store.SaveAsync(order, CancellationToken.None);
                }
                catch //! PG2001
                {
                }
            }

            public async Task WatchAsync(string order, CancellationToken cancellationToken)
            {
                while (order.Length > 0)
                {
                    try
                    {
                        await store.SaveAsync(order, cancellationToken);
                    }
                    catch (Exception ex) //! PG2002
                    {
                        System.Diagnostics.Trace.TraceError("Saving failed: {0}", ex);
                    }
                }
            }

            public async Task<string[]> OfAsync(string customer)
            {
                try
                {
                    return await store.LoadAsync(customer);
                }
                catch (Exception ex)
                {
                    System.Diagnostics.Trace.TraceError("Loading failed: {0}", ex);
                    return []; //! PG2003
                }
            }
        }

        """;

    /// <summary>A single swallowed exception that needs no implicit usings and no late language version.</summary>
    public const string Swallow = """
        using System.IO;

        namespace Shop
        {
            public static class Notes
            {
                public static void Keep(string path, string text)
                {
                    try
                    {
                        File.WriteAllText(path, text);
                    }
                    catch //! PG2001
                    {
                    }
                }
            }
        }

        """;
}

using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2011AsyncApiWithoutTokenFixTests
{
    private static Task Carries(Scenario before, string after)
        => Check.Rewrites<PG2011AsyncApiWithoutToken, PG2011AsyncApiWithoutTokenFix>(before, after);

    [Fact]
    public Task A_method_gets_a_token_and_hands_it_on() => Carries(
        """
        public class Orders(HttpClient http)
        {
            public async Task<string> LoadAsync(int id)
            {
                return await http.GetStringAsync("/" + id);
            }
        }
        """,
        """
        public class Orders(HttpClient http)
        {
            public async Task<string> LoadAsync(int id, CancellationToken cancellationToken = default)
            {
                return await http.GetStringAsync("/" + id, cancellationToken);
            }
        }
        """);

    [Fact]
    public Task The_interface_the_decorator_and_the_caller_with_a_token() => Carries(
        """
        public interface IOrders
        {
            /// <summary>Loads.</summary>
            /// <param name="id">The id.</param>
            /// <returns>The text.</returns>
            Task<string> LoadAsync(int id);
        }

        public class Orders(HttpClient http) : IOrders
        {
            public async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id);
        }

        public class Logging(IOrders inner) : IOrders
        {
            Task<string> IOrders.LoadAsync(int id) => inner.LoadAsync(id);
        }

        class Page(IOrders orders)
        {
            async Task ShowAsync(CancellationToken token) => await orders.LoadAsync(id: 1);
            async Task WaitAsync() => await orders.LoadAsync(1);
        }
        """,
        """
        public interface IOrders
        {
            /// <summary>Loads.</summary>
            /// <param name="id">The id.</param>
            /// <param name="cancellationToken">A token that cancels the operation.</param>
            /// <returns>The text.</returns>
            Task<string> LoadAsync(int id, CancellationToken cancellationToken = default);
        }

        public class Orders(HttpClient http) : IOrders
        {
            public async Task<string> LoadAsync(int id, CancellationToken cancellationToken = default) => await http.GetStringAsync("/" + id, cancellationToken);
        }

        public class Logging(IOrders inner) : IOrders
        {
            Task<string> IOrders.LoadAsync(int id, CancellationToken cancellationToken) => inner.LoadAsync(id, cancellationToken);
        }

        class Page(IOrders orders)
        {
            async Task ShowAsync(CancellationToken token) => await orders.LoadAsync(id: 1, cancellationToken: token);
            async Task WaitAsync() => await orders.LoadAsync(1);
        }
        """);

    [Fact]
    public Task Down_through_private_methods_and_up_to_public_ones() => Carries(
        """
        public class Store(HttpClient http)
        {
            public async Task<string> ReadAsync() => await http.GetStringAsync("/");
        }

        public class Service(Store store)
        {
            public async Task<int> CountAsync() => (await ReadAllAsync()).Length;

            private async Task<string> ReadAllAsync() => await store.ReadAsync();
        }
        """,
        """
        public class Store(HttpClient http)
        {
            public async Task<string> ReadAsync(CancellationToken cancellationToken = default) => await http.GetStringAsync("/", cancellationToken);
        }

        public class Service(Store store)
        {
            public async Task<int> CountAsync(CancellationToken cancellationToken = default) => (await ReadAllAsync(cancellationToken)).Length;

            private async Task<string> ReadAllAsync(CancellationToken cancellationToken) => await store.ReadAsync(cancellationToken);
        }
        """);

    [Fact]
    public Task Iterators_params_partial_halves_and_generic_methods() => Carries(
        """
        public abstract partial class Store<T>(HttpClient http)
        {
            public async IAsyncEnumerable<string> StreamAsync(params int[] ids)
            {
                foreach (var id in ids)
                {
                    yield return await http.GetStringAsync("/" + id);
                }
            }

            public partial Task<TResult?> FindAsync<TResult>(T key);

            public partial async Task<TResult?> FindAsync<TResult>(T key)
            {
                await http.GetStringAsync("/" + key);
                await foreach (var text in StreamAsync(1, 2)) { }
                return default;
            }

            public abstract ValueTask<int> CountAsync(
                string filter,
                int limit = 10);
        }

        public class Numbers(HttpClient http) : Store<int>(http)
        {
            private readonly HttpClient own = http;

            public override async ValueTask<int> CountAsync(
                string filter,
                int limit = 10)
            {
                return (await own.GetStringAsync(filter)).Length;
            }
        }
        """,
        """
        using System.Runtime.CompilerServices;

        public abstract partial class Store<T>(HttpClient http)
        {
            public async IAsyncEnumerable<string> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken = default, params int[] ids)
            {
                foreach (var id in ids)
                {
                    yield return await http.GetStringAsync("/" + id, cancellationToken);
                }
            }

            public partial Task<TResult?> FindAsync<TResult>(T key, CancellationToken cancellationToken = default);

            public partial async Task<TResult?> FindAsync<TResult>(T key, CancellationToken cancellationToken)
            {
                await http.GetStringAsync("/" + key, cancellationToken);
                await foreach (var text in StreamAsync(cancellationToken, 1, 2)) { }
                return default;
            }

            public abstract ValueTask<int> CountAsync(
                string filter,
                int limit = 10,
                CancellationToken cancellationToken = default);
        }

        public class Numbers(HttpClient http) : Store<int>(http)
        {
            private readonly HttpClient own = http;

            public override async ValueTask<int> CountAsync(
                string filter,
                int limit = 10,
                CancellationToken cancellationToken = default)
            {
                return (await own.GetStringAsync(filter, cancellationToken)).Length;
            }
        }
        """);

    [Fact]
    public Task Delegate_types_of_the_solution_and_what_is_converted_to_them() => Carries(
        ((Scenario)"""
        public delegate Task<decimal> PriceOf(int id);

        public class Prices(HttpClient http)
        {
            public async Task<decimal> LoadAsync(int id) => decimal.Parse(await http.GetStringAsync("/" + id));
        }

        public class Totals(PriceOf priceOf)
        {
            public async Task<decimal> AddUpAsync(int id) => await priceOf(id) + await priceOf.Invoke(id);
        }

        public class Program
        {
            public static Totals Of(Prices prices) => new(prices.LoadAsync);
            public static Totals Free() => new(id => Task.FromResult(0m));
            public static Totals Typed(HttpClient http) => new(async (int id) => decimal.Parse(await http.GetStringAsync("/" + id)));
            public static Totals Implicit(PriceOf inner) => new(async (id) => await inner(id));
            public static Totals Old() => new(delegate(int id) { return Task.FromResult(1m); });
        }
        """).OneByOne(
        // A delegate type that takes a token does not make a caller one that could take it.
        """
        public delegate Task<decimal> PriceOf(int id, CancellationToken cancellationToken = default);

        public class Prices(HttpClient http)
        {
            public async Task<decimal> LoadAsync(int id, CancellationToken cancellationToken = default) => decimal.Parse(await http.GetStringAsync("/" + id, cancellationToken));
        }

        public class Totals(PriceOf priceOf)
        {
            public async Task<decimal> AddUpAsync(int id) => await priceOf(id) + await priceOf.Invoke(id);
        }

        public class Program
        {
            public static Totals Of(Prices prices) => new(prices.LoadAsync);
            public static Totals Free() => new((id, cancellationToken) => Task.FromResult(0m));
            public static Totals Typed(HttpClient http) => new(async (int id, CancellationToken cancellationToken) => decimal.Parse(await http.GetStringAsync("/" + id, cancellationToken)));
            public static Totals Implicit(PriceOf inner) => new(async (id, cancellationToken) => await inner(id, cancellationToken));
            public static Totals Old() => new(delegate(int id, CancellationToken cancellationToken) { return Task.FromResult(1m); });
        }
        """),
        """
        public delegate Task<decimal> PriceOf(int id, CancellationToken cancellationToken = default);

        public class Prices(HttpClient http)
        {
            public async Task<decimal> LoadAsync(int id, CancellationToken cancellationToken = default) => decimal.Parse(await http.GetStringAsync("/" + id, cancellationToken));
        }

        public class Totals(PriceOf priceOf)
        {
            public async Task<decimal> AddUpAsync(int id, CancellationToken cancellationToken = default) => await priceOf(id, cancellationToken) + await priceOf.Invoke(id, cancellationToken);
        }

        public class Program
        {
            public static Totals Of(Prices prices) => new(prices.LoadAsync);
            public static Totals Free() => new((id, cancellationToken) => Task.FromResult(0m));
            public static Totals Typed(HttpClient http) => new(async (int id, CancellationToken cancellationToken) => decimal.Parse(await http.GetStringAsync("/" + id, cancellationToken)));
            public static Totals Implicit(PriceOf inner) => new(async (id, cancellationToken) => await inner(id, cancellationToken));
            public static Totals Old() => new(delegate(int id, CancellationToken cancellationToken) { return Task.FromResult(1m); });
        }
        """);

    [Fact]
    public Task A_delegate_type_to_which_a_foreign_method_is_converted_stays() => Check.OffersOnly<PG2011AsyncApiWithoutToken, PG2011AsyncApiWithoutTokenFix>(
        """
        public delegate Task<string> Reader(string path);

        public class Prices(HttpClient http)
        {
            public async Task<string> LoadAsync(string path) => await http.GetStringAsync(path);
            public Reader Own => LoadAsync;
            public Reader Foreign => http.GetStringAsync;
        }
        """);
}

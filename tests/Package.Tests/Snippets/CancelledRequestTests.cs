using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PrototypeShop.Core.Domain;
using PrototypeShop.Data;

namespace PrototypeShop.Tests;

/// <summary>
/// A client that hangs up while its orders are read, row by row. Nothing here measures time: every step waits for the one before, and
/// the limit only keeps a broken shop from hanging the run.
/// </summary>
public sealed class CancelledRequestTests
{
    private const int Customer = 4711;
    private const int Stored = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData("orders")]
    [InlineData("statement")]
    public async Task The_query_stops_when_the_client_hangs_up(string what)
    {
        using var rows = new Rows();
        var request = new Request();
        await using var shop = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.ConfigureTestServices(services => services
            .ConfigureDbContext<ShopDbContext>(options => options.AddInterceptors(rows))
            .AddSingleton<IStartupFilter>(request)));
        await StoreOrdersAsync(shop.Services);
        using var client = shop.CreateClient();
        using var hangUp = new CancellationTokenSource();

        var answer = client.GetAsync($"/api/customers/{Customer}/{what}", hangUp.Token);
        await rows.FirstIsRead.WaitAsync(Limit);
        await hangUp.CancelAsync();
        await request.IsAborted.WaitAsync(Limit);
        rows.LetGo();
        await request.IsOver.WaitAsync(Limit);

        Assert.InRange(rows.Read, 1, Stored - 1);
        // What the client is told depends on how the shop answers a canceled query; it is only not left behind.
        await Record.ExceptionAsync(() => answer.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_client_that_stays_gets_every_row()
    {
        using var rows = new Rows();
        await using var shop = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.ConfigureTestServices(services => services
            .ConfigureDbContext<ShopDbContext>(options => options.AddInterceptors(rows))));
        await StoreOrdersAsync(shop.Services);
        using var client = shop.CreateClient();
        rows.LetGo();

        using var answer = await client.GetAsync($"/api/customers/{Customer}/orders").WaitAsync(Limit);

        answer.EnsureSuccessStatusCode();
        Assert.Equal(Stored, rows.Read);
    }

    private static async Task StoreOrdersAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDbContext>();
        db.Orders.AddRange(Enumerable.Range(0, Stored).Select(_ => new Order { CustomerId = Customer, Status = OrderStatus.Paid, Total = 1m }));
        await db.SaveChangesAsync();
    }

    /// <summary>Counts the orders that a query reads, and holds it at the first one.</summary>
    private sealed class Rows : IMaterializationInterceptor, IDisposable
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _gate = new();
        private int _read;

        public Task FirstIsRead => _first.Task;

        public int Read => Volatile.Read(ref _read);

        public void LetGo() => _gate.Set();

        public object InitializedInstance(MaterializationInterceptionData data, object entity)
        {
            if (entity is Order)
            {
                Interlocked.Increment(ref _read);
                _first.TrySetResult();
                _gate.Wait(Limit);
            }

            return entity;
        }

        public void Dispose() => _gate.Dispose();
    }

    /// <summary>Says when the server has learnt that the client is gone, and when it has done with the request.</summary>
    private sealed class Request : IStartupFilter
    {
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAborted => _aborted.Task;

        public Task IsOver => _over.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                using var registration = context.RequestAborted.Register(() => _aborted.TrySetResult());
                try
                {
                    await rest(context);
                }
                finally
                {
                    _over.TrySetResult();
                }
            });
            next(app);
        };
    }
}

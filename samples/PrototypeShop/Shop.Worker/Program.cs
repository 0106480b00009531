using Microsoft.EntityFrameworkCore;
using PrototypeShop.Core.Email;
using PrototypeShop.Worker;

var builder = Host.CreateApplicationBuilder(args);

// For now, use an in-memory database. Replace it with the real one before going live.
builder.Services.AddDbContext<ShopDbContext>(options => options.UseInMemoryDatabase("shop"));
builder.Services.AddScoped(typeof(IRepository<>), typeof(EfRepository<>));
builder.Services.AddScoped<SalesReportService>();
builder.Services.AddScoped<OrderExporter>();
builder.Services.AddSingleton<IEmailSender>(new SmtpEmailSender());
builder.Services.AddSingleton<JobStateStore>();

// The supplier uses a self-signed certificate
builder.Services.AddSingleton(services => new SupplierFeedClient(
    new HttpClient(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator
    }),
    services.GetRequiredService<ILogger<SupplierFeedClient>>()));

builder.Services.AddHostedService<OrderWorker>();
builder.Services.AddHostedService<StockSyncWorker>();
builder.Services.AddHostedService<StockFileWatcher>();
builder.Services.AddHostedService<DailyReportWorker>();

var host = builder.Build();
host.Run();
